package users.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.CredentialFault;
import users.api.UserError;
import users.api.UserException;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.api.tls.Validity;
import users.server.Await;
import users.server.TlsClient;
import users.server.TlsFiles;
import users.server.contract.People;

/** Wrong passwords and expired certificates, and how the container goes on with good ones. */
class CredentialsIT {

    private static final String MOUNTED = "/tls";

    private final Stage stage = Stage.shared();

    @Test
    void aWrongDatabasePasswordIsSaidAndOnceItIsRightTheServerIsReady() {
        var database = stage.database();
        stage.ask(database, "create role late login password 'not-this-one' in role users");
        stage.ask(database, "grant create on database %s to late".formatted(database));
        var configured = "the-configured-one";
        try (var service = new Service(stage, database)
                .withEnv("DB_USERNAME", "late")
                .withEnv("DB_PASSWORD", configured)
                .saying("refuses the user name or the password, see DB_USERNAME and DB_PASSWORD")) {
            assertThat(service.health())
                    .startsWith("users-server: the server is not ready, ")
                    .hasLineCount(1);

            stage.ask(database, "alter role late password '%s'".formatted(configured));

            Await.until(() -> service.health().isEmpty());
            assertThat(service.getLogs()).doesNotContain(configured, "not-this-one");
            assertThat(service.restarts()).isZero();
        }
    }

    @Test
    void anExpiredCertificateOfTheServerIsRenewedWhileItRunsAndOneOfAClientIsNamed(@TempDir Path folder)
            throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var authority = TestAuthority.named("Test");
        var files = TlsFiles.environment(folder, authority.server(Validity.EXPIRED, "127.0.0.1"), authority);
        var service = new Service(stage, stage.database()).reading(folder, MOUNTED);
        files.forEach((name, file) -> service.withEnv(name, file.replace(folder.toString(), MOUNTED)));
        try (service) {
            service.start();
            var good = authority.client("CN=billing,OU=users.admin");
            assertThat(refusal(service, authority, good)).isInstanceOf(UserError.Unreachable.class);

            TlsFiles.environment(folder, authority.server("127.0.0.1"), authority);
            service.awaitLog("the certificates of TLS were renewed");

            assertThat(refusal(service, authority, good)).isInstanceOf(UserError.NotFound.class);
            assertThat(refusal(service, authority, authority.client(Validity.EXPIRED, "OU=users.admin")))
                    .isEqualTo(new UserError.Unauthenticated(CredentialFault.CERTIFICATE_EXPIRED));
        }
    }

    /** What a read of nobody fails with, over a connection of its own. */
    private static UserError refusal(Service service, TestAuthority authority, TestIdentity client) {
        try (var connection = TlsClient.connect(service.port(), authority, Optional.of(client))) {
            Service.users(connection.channel()).get(People.nobody());
            throw new AssertionError("Nobody was found");
        } catch (UserException e) {
            return e.error();
        }
    }
}
