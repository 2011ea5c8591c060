package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.assertFails;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.CredentialFault;
import users.api.Role;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserId;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.api.tls.Validity;
import users.server.contract.People;
import users.server.files.FileWatch;
import users.server.postgres.TestDatabase;

/** TLS, and client certificates as the names of callers. */
class TlsTest {

    private static final TestAuthority SERVERS = TestAuthority.named("Servers");
    private static final TestAuthority CLIENTS = TestAuthority.named("Clients");
    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static final TestIdentity READER = CLIENTS.client("CN=reports,OU=users.reader,O=Example");
    private static final TestIdentity ADMIN = CLIENTS.client("CN=ops,OU=users.admin");

    @TempDir
    private static Path folder;

    private static Map<String, String> files = Map.of();
    private static TestServer server;
    /** From the start on, since it takes its time. */
    private static final Socket SILENT = new Socket();

    @BeforeAll
    static void start() throws IOException {
        files = TlsFiles.environment(folder, SERVERS.server("localhost", "127.0.0.1"), CLIENTS);
        server = start(Map.of());
        SILENT.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.grpcPort()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theSubjectOfACertificateIsTheActorAndHasItsRoles() {
        try (var ops = connect(ADMIN);
                var reports = connect(READER)) {
            var user = ops.users().create(People.somebody());

            assertThat(reports.users().get(user.id())).isEqualTo(user);
            assertThat(actor(reports, user.id())).isEqualTo("CN=ops,OU=users.admin");
            assertFails(() -> reports.users().create(People.somebody()), new UserError.RoleMissing(Role.WRITER));
        }
    }

    @Test
    void aUriIsTheNameOfWhoeverHasOne() {
        try (var billing = connect(CLIENTS.client("O=users.writer", "spiffe://example.test/ns/shop/sa/billing"))) {
            var user = billing.users().create(People.somebody());

            assertThat(actor(billing, user.id())).isEqualTo("spiffe://example.test/ns/shop/sa/billing");
        }
    }

    @Test
    void rolesThatTheSettingsGiveTakeThePlaceOfThoseInSubjects() {
        var roles = "users.writer CN=reports, OU=users.reader, O=Example ; users.reader spiffe://example.test/billing";
        try (var strict = start(Map.of("TLS_CLIENT_ROLES", roles));
                var reports = connect(strict, READER);
                var ops = connect(strict, ADMIN);
                var billing = connect(strict, CLIENTS.client("OU=users.admin", "spiffe://example.test/billing"))) {
            reports.users().create(People.somebody());
            assertThat(ops.refusal()).isEqualTo(new UserError.RoleMissing(Role.READER));
            assertThat(billing.admitted()).isTrue();
            assertFails(() -> billing.users().create(People.somebody()), new UserError.RoleMissing(Role.WRITER));
        }
    }

    @Test
    void aBadCertificateIsToldWhatIsWrongWithIt() {
        assertFault(CLIENTS.client(Validity.EXPIRED, "OU=users.admin"), CredentialFault.CERTIFICATE_EXPIRED);
        assertFault(CLIENTS.client(Validity.FUTURE, "OU=users.admin"), CredentialFault.CERTIFICATE_NOT_YET_VALID);
        assertFault(TestAuthority.named("Others").client("OU=users.admin"), CredentialFault.CERTIFICATE_UNTRUSTED);
        // An authority of the same name, with a key of its own.
        assertFault(TestAuthority.named("Clients").client("OU=users.admin"), CredentialFault.CERTIFICATE_UNTRUSTED);
        // What the authority has made for a server is not for a client.
        assertFault(CLIENTS.server("users.admin"), CredentialFault.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void aCertificateWhoseNameNoLogCanHaveNamesNobody() {
        assertFault(CLIENTS.client("CN=" + "a".repeat(256)), CredentialFault.CERTIFICATE_NAME);
        assertFault(CLIENTS.client("CN=a\u0007b"), CredentialFault.CERTIFICATE_NAME);
        assertFault(
                CLIENTS.client("CN=ops", "spiffe://example.test/" + "a".repeat(255)), CredentialFault.CERTIFICATE_NAME);
    }

    @Test
    void withoutACertificateNobodyIsKnown() {
        try (var nobody = TlsClient.connect(server.grpcPort(), SERVERS, Optional.empty())) {
            assertThat(nobody.refusal()).isEqualTo(new UserError.Unauthenticated(CredentialFault.MISSING));
        }
    }

    @Test
    void aTokenIsNotTakenWhereThereAreNoKeysForIt() {
        try (var ops = connect(ADMIN)) {
            var stub = ops.stub()
                    .withCallCredentials(Bearer.token(TestIssuer.es256("k").token("ops", "users.admin")));

            assertThatThrownBy(() -> stub.getUser(users.v1.GetUserRequest.getDefaultInstance()))
                    .hasMessage("UNAUTHENTICATED: the server takes no tokens: a client certificate is needed");
        }
    }

    @Test
    void whereCertificatesAreRequiredThereIsNoConnectionWithoutAGoodOne() {
        try (var strict = start(Map.of("TLS_CLIENT_CERTIFICATES", "required"), Optional.of(READER));
                var reports = connect(strict, READER);
                var nobody = TlsClient.connect(strict.grpcPort(), SERVERS, Optional.empty());
                var expired = connect(strict, CLIENTS.client(Validity.EXPIRED, "OU=users.admin"))) {
            assertThat(reports.admitted()).isTrue();
            assertThat(nobody.refusal()).isInstanceOf(UserError.Unreachable.class);
            assertThat(expired.refusal()).isInstanceOf(UserError.Unreachable.class);
        }
    }

    @Test
    void aCertificateThatExpiresOnAConnectionIsNoticed() {
        // On a busy machine the first of them may be over before it is shown.
        boolean noticed = IntStream.of(2, 8, 32).anyMatch(TlsTest::expiryIsNoticed);

        assertThat(noticed).isTrue();
    }

    private static boolean expiryIsNoticed(int seconds) {
        var soon = new Validity(Instant.now().minusSeconds(60), Instant.now().plusSeconds(seconds));
        try (var reports = connect(CLIENTS.client(soon, "OU=users.reader"))) {
            if (!reports.admitted()) {
                return false;
            }
            Await.until(() -> !reports.admitted());
            assertThat(reports.refusal()).isEqualTo(new UserError.Unauthenticated(CredentialFault.CERTIFICATE_EXPIRED));
            return true;
        }
    }

    @Test
    void whomATrustedAuthorityVouchesForMayVouchForOthers() {
        try (var reports = connect(CLIENTS.intermediate("Below").client("OU=users.reader"))) {
            assertThat(reports.admitted()).isTrue();
        }
    }

    @Test
    void theServersCertificateIsRenewedWhileItRuns() throws IOException {
        var renewed = SERVERS.server("renewed.example.test", "127.0.0.1");
        try (var before = connect(READER)) {
            assertThat(before.admitted()).isTrue();
            // Half of it, as somebody finds it who looks in between: nothing changes.
            try (var log = LogLines.of(FileWatch.class.getName())) {
                Files.writeString(folder.resolve("tls.key"), "spoiled");
                renewed.writeChain(folder.resolve("tls.crt"));
                Await.until(() -> !log.texts().isEmpty());
                assertThat(connectAgain()).isTrue();
            }

            renewed.writeKey(folder.resolve("tls.key"));
            Await.until(() -> shown().equals(renewed.certificate()));
            // Whoever was connected stays so.
            assertThat(before.admitted()).isTrue();
        }
    }

    @Test
    void authoritiesAreRenewedForConnectionsThatAreThereToo() {
        var next = TestAuthority.named("Next Clients");
        try (var before = connect(READER)) {
            assertThat(before.admitted()).isTrue();
            next.write(folder.resolve("clients.crt"));

            Await.until(() -> !before.admitted());
            assertThat(before.refusal())
                    .isEqualTo(new UserError.Unauthenticated(CredentialFault.CERTIFICATE_UNTRUSTED));
            try (var after = connect(next.client("OU=users.reader"))) {
                assertThat(after.admitted()).isTrue();
            }
            CLIENTS.write(folder.resolve("clients.crt"));
            Await.until(before::admitted);
        }
    }

    @Test
    void whoConnectsAndSaysNothingIsSentAway() throws IOException {
        SILENT.setSoTimeout((int) Duration.ofSeconds(30).toMillis());

        assertThat(SILENT.getInputStream().read()).isNegative();
    }

    private static boolean connectAgain() {
        try (var again = connect(READER)) {
            return again.admitted();
        }
    }

    private static void assertFault(TestIdentity identity, CredentialFault fault) {
        try (var client = connect(identity)) {
            assertThat(client.refusal()).isEqualTo(new UserError.Unauthenticated(fault));
        }
    }

    private static String actor(TlsClient client, UserId id) {
        var changes = client.users().changes(new UserChangeQuery(id, 10, Optional.empty()));
        return changes.changes().getFirst().actor();
    }

    /** What the server shows to whoever connects now. */
    private static Certificate shown() {
        try {
            var trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            try (var socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", server.grpcPort())) {
                socket.startHandshake();
                return socket.getSession().getPeerCertificates()[0];
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsClient connect(TestIdentity identity) {
        return connect(server, identity);
    }

    private static TlsClient connect(TestServer server, TestIdentity identity) {
        return TlsClient.connect(server.grpcPort(), SERVERS, Optional.of(identity));
    }

    private static TestServer start(Map<String, String> more) {
        return start(more, Optional.empty());
    }

    private static TestServer start(Map<String, String> more, Optional<TestIdentity> identity) {
        var environment = TestServer.environment(POSTGRES);
        environment.putAll(files);
        environment.putAll(more);
        return TestServer.start(
                        environment,
                        port -> TlsClient.channel(port, SERVERS, identity),
                        "users.tls.interval",
                        "PT0.05S")
                .awaitReady();
    }
}
