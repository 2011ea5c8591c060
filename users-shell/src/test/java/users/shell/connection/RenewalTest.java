package users.shell.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.api.tls.Validity;
import users.shell.TestServer;
import users.shell.TestTls;

/** Certificates that are renewed while a shell is on a server, whose connection goes on. */
final class RenewalTest {

    private static final TestAuthority SERVERS = TestAuthority.named("Servers");
    private static final TestAuthority CLIENTS = TestAuthority.named("Clients");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whoGetsANewCertificateIsKnownByIt(String version) throws IOException {
        SERVERS.write(folder.resolve("ca.pem"));
        write(CLIENTS.client(Validity.EXPIRED, "CN=me"));
        try (var server = TestTls.server(SERVERS.server("localhost"), CLIENTS, version)
                        .seeded();
                var connection = to(server)) {
            assertThat(refusal(connection))
                    .contains(("the server at localhost:%d does not take the certificate %s: it"
                                    + " has expired, get a new one")
                            .formatted(server.port(), folder.resolve("me.pem")));
            write(CLIENTS.client("CN=me"));
            assertThat(refusal(connection)).isEmpty();
        }
    }

    @Test
    void whoNamesTheRightAuthorityBelievesTheServer() throws IOException {
        TestAuthority.named("Others").write(folder.resolve("ca.pem"));
        write(CLIENTS.client("CN=me"));
        try (var server = TestTls.server(SERVERS.server("localhost")).seeded();
                var connection = to(server)) {
            assertThat(refusal(connection).orElseThrow()).contains("is of another authority than those in");
            SERVERS.write(folder.resolve("ca.pem"));
            assertThat(refusal(connection)).isEmpty();
        }
    }

    @Test
    void whatAFileHasBecomeIsSaidWithTheNextCall() throws IOException {
        SERVERS.write(folder.resolve("ca.pem"));
        write(CLIENTS.client("CN=me"));
        try (var server = TestTls.server(SERVERS.server("localhost")).seeded();
                var connection = to(server)) {
            assertThat(refusal(connection)).isEmpty();
            Files.delete(folder.resolve("me.key"));
            assertThatThrownBy(() -> refusal(connection))
                    .isInstanceOf(AccessException.class)
                    .hasMessage("--key: %s is not there", folder.resolve("me.key"));
            write(CLIENTS.client("CN=me again"));
            assertThat(refusal(connection)).isEmpty();
        }
    }

    @Test
    void aRefusalIsSaidEvenWhenTheFileIsGoneByThen() throws IOException {
        SERVERS.write(folder.resolve("ca.pem"));
        write(SERVERS.client("CN=me"));
        try (var server = TestTls.server(SERVERS.server("localhost"), CLIENTS, "TLSv1.3");
                var connection = to(server)) {
            var refused = failure(connection).orElseThrow();
            Files.delete(folder.resolve("me.pem"));
            assertThat(connection.error(refused).message()).endsWith("me.pem: whoever runs it knows whose it takes");
        }
    }

    @Test
    void whatComesThroughAPipeIsReadOnce() throws Exception {
        SERVERS.write(folder.resolve("ca.pem"));
        var client = CLIENTS.client("CN=me");
        client.writeChain(folder.resolve("me.pem"));
        var stored = client.writeKey(folder.resolve("stored.key"));
        var pipe = folder.resolve("me.key").toString();
        assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
        try (var server = TestTls.server(SERVERS.server("localhost"), CLIENTS, "TLSv1.3")
                        .seeded();
                var connection = to(server)) {
            var writer = new ProcessBuilder("cp", stored.toString(), pipe).start();
            assertThat(refusal(connection)).isEmpty();
            assertThat(refusal(connection)).isEmpty();
            assertThat(writer.waitFor()).isZero();
        }
    }

    private void write(TestIdentity client) {
        client.writeChain(folder.resolve("me.pem"));
        client.writeKey(folder.resolve("me.key"));
    }

    private Connection to(TestServer server) {
        var identity = new Transport.ClientIdentity(file("--cert", "me.pem"), file("--key", "me.key"));
        var tls = new Transport.Tls(Optional.of(file("--ca", "ca.pem")), Optional.of(identity), Optional.empty());
        var endpoint = new Endpoint("localhost", server.port());
        return new Connection(new Access(endpoint, tls, new TokenSource.None(), ""), Map.of());
    }

    private NamedFile file(String option, String name) {
        return new NamedFile(option, folder.resolve(name).toString());
    }

    private static Optional<String> refusal(Connection connection) {
        return failure(connection).map(connection::error).map(UserError::message);
    }

    private static Optional<UserException> failure(Connection connection) {
        try {
            connection.command().users().get(new Email("jack@test.com"));
            return Optional.empty();
        } catch (UserException e) {
            return Optional.of(e);
        }
    }
}
