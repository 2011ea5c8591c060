package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.api.tls.Validity;

/** Whole runs against servers that want TLS, that do not, and that have or want the wrong certificates. */
final class TlsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.named("Authority of Servers");
    private static final TestAuthority OTHER = TestAuthority.named("Another Authority");
    private static final TestAuthority OF_CLIENTS = TestAuthority.named("Authority of Clients");

    @TempDir
    private Path folder;

    private String authority() {
        return AUTHORITY.write(folder.resolve("ca.pem")).toString();
    }

    private String[] as(TestIdentity client) {
        return new String[] {
            "--ca", authority(),
            "--cert", client.writeChain(folder.resolve("client.pem")).toString(),
            "--key", client.writeKey(folder.resolve("client.key")).toString(),
            "health"
        };
    }

    private static void assertUnfit(Execution execution, String sentence) {
        assertThat(execution).isEqualTo(new Execution(3, "", "error: " + sentence + "\n"));
    }

    private static void assertHealthy(Execution execution) {
        assertThat(execution).isEqualTo(new Execution(0, "{\n  \"status\": \"SERVING\"\n}\n", ""));
    }

    @Test
    void aServerOfAnAuthorityThatIsNamedIsTrusted() throws IOException {
        try (var server = TestTls.server(AUTHORITY.intermediate("Below").server("localhost"))) {
            assertHealthy(Execution.of(server, "--ca", authority(), "health"));
            assertHealthy(Execution.of(server, "health", "--tls", "--ca", authority()));
            assertHealthy(Execution.run(
                    new byte[0],
                    false,
                    Map.of("USERCTL_PORT", "" + server.port(), "USERCTL_CA", authority()),
                    List.of("health")));
        }
    }

    @Test
    void aServerOfAnyOtherAuthorityIsNot() throws IOException {
        try (var server = TestTls.server(AUTHORITY.server("localhost"))) {
            var port = server.port();
            assertUnfit(
                    Execution.of(server, "--tls", "health"),
                    ("the certificate of the server at localhost:%d is of an authority that Java does not know: name it"
                                    + " with --ca FILE")
                            .formatted(port));
            var other = OTHER.write(folder.resolve("other.pem"));
            assertUnfit(
                    Execution.of(server, "--ca", other.toString(), "get", "jack@test.com"),
                    ("the certificate of the server at localhost:%d is of another authority than those in %s: name its own"
                                    + " with --ca FILE")
                            .formatted(port, other));
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void aServerThatJavaTrustsNeedsNoFile() throws Exception {
        var known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("authority", AUTHORITY.certificate());
        var file = folder.resolve("known.p12");
        try (var out = Files.newOutputStream(file)) {
            known.store(out, "changeit".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        try (var server = TestTls.server(AUTHORITY.server("localhost"))) {
            assertHealthy(Execution.of(server, "--tls", "health"));
            assertThat(Execution.of(server, "--tls", "--server-name", "others.example", "health")
                            .exitCode())
                    .isEqualTo(3);
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void theNameIsAlwaysChecked() throws IOException {
        try (var server = TestTls.server(AUTHORITY.server("users.example", "127.0.0.1"))) {
            var sentence =
                    "the certificate of the server at localhost:%d is not for %s: name the server as it does, with -a"
                            + " HOST or --server-name NAME";
            assertUnfit(
                    Execution.of(server, "--ca", authority(), "health"),
                    sentence.formatted(server.port(), "localhost"));
            assertHealthy(Execution.of(server, "-a", "127.0.0.1", "--ca", authority(), "health"));
            assertHealthy(Execution.of(server, "--ca", authority(), "--server-name", "users.example", "health"));
            assertUnfit(
                    Execution.of(server, "--ca", authority(), "--server-name", "others.example", "health"),
                    sentence.formatted(server.port(), "others.example"));
            // No name that a certificate can be for.
            assertUnfit(
                    Execution.of(server, "--ca", authority(), "--server-name", "users_service", "health"),
                    sentence.formatted(server.port(), "users_service"));
        }
    }

    @Test
    void aCertificateOfAnotherTimeIsNotTrusted() throws IOException {
        try (var server = TestTls.server(AUTHORITY.server(Validity.EXPIRED, "localhost"))) {
            assertUnfit(
                    Execution.of(server, "--ca", authority(), "health"),
                    "the certificate of the server at localhost:%d has expired: whoever runs the server must renew it"
                            .formatted(server.port()));
        }
        try (var server = TestTls.server(AUTHORITY.server(Validity.FUTURE, "localhost"))) {
            assertUnfit(
                    Execution.of(server, "--ca", authority(), "health"),
                    "the certificate of the server at localhost:%d is not valid yet: see that the clocks agree"
                            .formatted(server.port()));
        }
    }

    @Test
    void aCertificateThatIsNotForServersIsNotTrusted() throws IOException {
        try (var server = TestTls.server(AUTHORITY.client("CN=a client", "localhost"))) {
            assertUnfit(
                    Execution.of(server, "--ca", authority(), "health"),
                    ("the certificate of the server at localhost:%d cannot be trusted: Extended key usage does not permit"
                                    + " use for TLS server authentication")
                            .formatted(server.port()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerThatWantsCertificatesTakesThoseOfItsAuthority(String version) throws IOException {
        try (var server = TestTls.server(AUTHORITY.server("localhost"), OF_CLIENTS, version)) {
            assertHealthy(
                    Execution.of(server, as(OF_CLIENTS.intermediate("Below").client("CN=me"))));
            assertUnfit(
                    Execution.of(server, "--ca", authority(), "health"),
                    "the server at localhost:%d wants a client certificate: run userctl with --cert FILE and --key FILE"
                            .formatted(server.port()));
            assertUnfit(
                    Execution.of(server, as(OTHER.client("CN=me"))),
                    "the server at localhost:%d does not take the certificate %s: whoever runs it knows whose it takes"
                            .formatted(server.port(), folder.resolve("client.pem")));
            assertUnfit(
                    Execution.of(server, as(OF_CLIENTS.client(Validity.EXPIRED, "CN=me"))),
                    "the server at localhost:%d does not take the certificate %s: it has expired, get a new one"
                            .formatted(server.port(), folder.resolve("client.pem")));
        }
    }

    @Test
    void aServerWithoutTlsIsTold() throws IOException {
        try (var server = new TestServer()) {
            assertUnfit(
                    Execution.of(server, "--tls", "health"),
                    ("the server at localhost:%d speaks no TLS: run userctl without --tls, --ca, --cert, --key and"
                                    + " --server-name")
                            .formatted(server.port()));
        }
    }

    @Test
    void aServerThatWantsTlsIsTold() throws IOException {
        try (var server = TestTls.server(AUTHORITY.server("localhost"))) {
            assertUnfit(
                    Execution.of(server, "health"),
                    "no Users server answers at localhost:%d: it ends the connection, as one does that wants TLS (--tls)"
                            .formatted(server.port()));
        }
        try (var pages = pages()) {
            assertUnfit(
                    run(pages, "health"),
                    "the server at localhost:%d wants TLS: run userctl with --tls, or with --ca FILE"
                            .formatted(pages.getLocalPort()));
        }
    }

    @Test
    void aServerOfPagesIsNoUsersServer() throws IOException {
        try (var pages = pages()) {
            assertUnfit(
                    run(pages, "--ca", authority(), "health"),
                    "the server at localhost:%d offers no HTTP/2 over TLS: it is no Users server"
                            .formatted(pages.getLocalPort()));
        }
    }

    @Test
    void aConnectionThatEndsAtOnceIsTold() throws IOException {
        try (var closing = new ServerSocket(0)) {
            var connections = new AtomicInteger();
            Thread.startVirtualThread(() -> closeAll(closing, connections));
            assertThat(run(closing, "--tls", "get", "jack@test.com").exitCode()).isEqualTo(3);
            // Localhost has two addresses.
            assertThat(connections.get()).isBetween(1, 6);
            assertUnfit(
                    run(closing, "--tls", "health"),
                    ("no Users server answers at localhost:%d: it ends the connection, as one does that speaks no TLS, or"
                                    + " wants a client certificate (--cert FILE and --key FILE)")
                            .formatted(closing.getLocalPort()));
            assertUnfit(
                    run(closing, as(OF_CLIENTS.client("CN=me"))),
                    ("no Users server answers at localhost:%d: it ends the connection, as one does that does not take the"
                                    + " certificate %s")
                            .formatted(closing.getLocalPort(), folder.resolve("client.pem")));
        }
    }

    @Test
    void aServerThatIsAwayIsTold() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(Execution.run(new byte[0], false, Map.of(), List.of("-p", "" + port, "--tls", "health"))
                        .err())
                .startsWith("error: no server listens at localhost:" + port + "\n  start one");
    }

    private static Execution run(ServerSocket server, String... arguments) {
        var words = new ArrayList<>(List.of("-p", "" + server.getLocalPort()));
        words.addAll(List.of(arguments));
        return Execution.run(new byte[0], false, Map.of(), words);
    }

    /** A server of HTTP/1.1 over TLS. */
    private static ServerSocket pages() throws IOException {
        var listening =
                AUTHORITY.server("localhost").server().getServerSocketFactory().createServerSocket(0);
        Thread.startVirtualThread(() -> answer(listening));
        return listening;
    }

    private static void answer(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The next one may go better.
            }
        }
    }

    private static void closeAll(ServerSocket listening, AtomicInteger connections) {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                connections.incrementAndGet();
                socket.getInputStream().read(new byte[1]);
            } catch (IOException e) {
                // The next one may go better.
            }
        }
    }
}
