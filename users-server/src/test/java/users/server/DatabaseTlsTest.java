package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.User;
import users.api.UserException;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.api.tls.Validity;
import users.server.contract.People;
import users.server.postgres.database.Schema;

/** A database that lets nobody in but over TLS and by a client certificate, and a server that makes sure whose it is. */
class DatabaseTlsTest {

    private static final TestAuthority DATABASES = TestAuthority.named("Databases");
    private static final TestAuthority ROLES = TestAuthority.named("Roles");

    @TempDir
    private static Path folder;

    private static TlsPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = new TlsPostgres(folder, DATABASES.server("localhost"), ROLES);
        DATABASES.write(folder.resolve("databases.pem"));
        TestAuthority.named("Others").write(folder.resolve("others.pem"));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void theServerKnowsTheDatabaseAndIsKnownToIt() throws Exception {
        try (var server = TestServer.start(environment("databases.pem", ROLES.client("CN=users")))
                .awaitReady()) {
            var user = server.client().create(People.somebody());

            assertThat(server.client().get(user.id())).isEqualTo(user);
            postgres.assertAllEncrypted("/CN=users");
        }
    }

    @Test
    void theRoleThatMigratesIsKnownByACertificateOfItsOwn() throws Exception {
        var environment = environment("databases.pem", ROLES.client("CN=users"));
        var identity = ROLES.client("CN=migrations");
        var key = identity.writeKey(folder.resolve("migrations.key"));
        TlsPostgres.onlyOurs(key);
        environment.putAll(Map.of(
                "DB_NAME",
                "apart",
                "MIGRATION_DB_USERNAME",
                "migrations",
                "MIGRATION_DB_SSLCERT",
                identity.writeChain(folder.resolve("migrations.crt")).toString(),
                "MIGRATION_DB_SSLKEY",
                key.toString()));

        try (var server = TestServer.start(environment).awaitReady()) {
            var user = server.client().create(People.somebody());

            assertThat(server.client().get(user.id())).isEqualTo(user);
            postgres.assertAllEncrypted("/CN=users");
        }
        assertThat(postgres.ask("apart", """
                select tableowner from pg_tables where schemaname = 'users' and tablename = 'users'
                """)).isEqualTo("migrations");
    }

    @Test
    void aRenewedCertificateIsUsedFromTheNextConnectionOnWhateverItsKeyIs() throws Exception {
        try (var server = TestServer.start(environment("databases.pem", ROLES.client("CN=users")))
                .awaitReady()) {
            var user = server.client().create(People.somebody());

            for (var algorithm : List.of("RSA", "Ed25519")) {
                write(ROLES.clientWithKey(algorithm, "CN=" + algorithm));
                postgres.know("roles %s users\n".formatted(algorithm));
                postgres.reload();
                postgres.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'users'");

                Await.until(() -> reads(server, user));
                postgres.assertAllEncrypted("/CN=" + algorithm);
            }
        } finally {
            postgres.knowAsBefore();
            postgres.reload();
        }
    }

    @Test
    void aDatabaseOfAnotherAuthorityOrNameIsNotBelieved() {
        assertThat(obstacle(environment("others.pem", ROLES.client("CN=users"))))
                .isEqualTo("the certificate of the database is of an authority that is not in DB_SSLROOTCERT");
        var environment = environment("databases.pem", ROLES.client("CN=users"));
        // Of the same machine, but not what stands in the certificate.
        environment.put("DB_HOST", "127.0.0.1");
        assertThat(obstacle(environment))
                .isEqualTo("the certificate of the database is for another host than DB_HOST names (SQLSTATE 08006)");
    }

    @Test
    void aDatabaseWhoseCertificateHasExpiredIsNotBelieved() throws Exception {
        var environment = environment("databases.pem", ROLES.client("CN=users"));
        try {
            postgres.show(DATABASES.server(Validity.EXPIRED, "localhost"));
            postgres.reload();

            Await.until(
                    () -> obstacle(environment).equals("the certificate of the database has expired: renew it there"));
        } finally {
            postgres.show(DATABASES.server("localhost"));
            postgres.reload();
        }
        Await.until(() -> obstacle(environment).equals("none"));
    }

    @Test
    void aDatabaseDoesNotLetInWhoseCertificateIsOfAnotherRoleOrAuthority() {
        assertThat(obstacle(environment("databases.pem", ROLES.client("CN=somebody"))))
                .isEqualTo(
                        "the database does not let this user name in, or not with this certificate, see DB_USERNAME, DB_SSLCERT and DB_SSLKEY (SQLSTATE 28000)");
        assertThat(obstacle(environment(
                        "databases.pem", TestAuthority.named("Roles").client("CN=users"))))
                // The database has closed the connection, and it is a matter of time whether its reason is read before.
                .matches("the database (and the server do not agree on their certificates|cannot be reached), see .+");
    }

    @Test
    void aCertificateThatHasExpiredIsNamed() {
        assertThat(obstacle(environment("databases.pem", ROLES.client(Validity.EXPIRED, "CN=users"))))
                .startsWith("DB_SSLCERT (users.database.ssl.certificate) names %s, which expired at "
                        .formatted(folder.resolve("tls.crt")))
                .endsWith("Z: renew it");
    }

    @Test
    void aKeyThatTheDriverCannotReadStopsTheStart() throws IOException {
        var environment = environment("databases.pem", ROLES.client("CN=users"));
        var key = folder.resolve("tls.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(
                environment,
                "others may read: take that from them with chmod 0600, or in Kubernetes with defaultMode: 0440 and an"
                        + " fsGroup");
        Files.writeString(key, "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n");
        assertRefused(
                environment,
                "has no key in the form PKCS #8 (-----BEGIN PRIVATE KEY-----): ask cert-manager for"
                        + " privateKey.encoding: PKCS8, or convert it with openssl pkcs8 -topk8 -nocrypt");
        Files.delete(key);
        assertRefused(environment, "cannot be read: check the path and who may read it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "100%", "O'Neil", "a@b", "${x}", "secret\n", "\uFEFFsecret", " padded "})
    void whoKnowsThePasswordIsLetIn(String password) throws Exception {
        postgres.run("alter role secretive password '%s'".formatted(password.replace("'", "''")));
        var environment = environment("databases.pem", ROLES.client("CN=users"));
        environment.put("DB_USERNAME", "secretive");
        environment.put(
                "DB_PASSWORD_FILE",
                Files.writeString(folder.resolve("password"), password + "\n").toString());

        assertThat(login(environment)).isEqualTo("none");

        Files.writeString(folder.resolve("password"), password + "x");
        assertThat(login(environment)).contains("DB_PASSWORD", "28P01");
    }

    private static void assertRefused(Map<String, String> environment, String what) {
        assertThatThrownBy(() -> Settings.read(environment, new Properties()))
                .isInstanceOf(StartException.class)
                .hasMessage("DB_SSLKEY (users.database.ssl.key) names %s, which %s"
                        .formatted(folder.resolve("tls.key"), what));
    }

    private static boolean reads(TestServer server, User user) {
        try {
            return server.client().get(user.id()).equals(user);
        } catch (UserException e) {
            return false;
        }
    }

    private static String obstacle(Map<String, String> environment) {
        var database = Settings.read(environment, new Properties()).database();

        return DatabaseObstacle.to(() -> Schema.migrate(database)).orElse("none");
    }

    private static String login(Map<String, String> environment) {
        var database = Settings.read(environment, new Properties()).database();

        return DatabaseObstacle.to(
                        () -> database.forMigrations().getConnection().close())
                .orElse("none");
    }

    /** The role's, as cert-manager names them. */
    private static void write(TestIdentity client) throws IOException {
        client.writeChain(folder.resolve("tls.crt"));
        TlsPostgres.onlyOurs(client.writeKey(folder.resolve("tls.key")));
    }

    private static Map<String, String> environment(String authorities, TestIdentity identity) {
        try {
            write(identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var environment = TestServer.environment("localhost", postgres.port(), "users");
        environment.putAll(Map.of(
                "DB_USERNAME", "users",
                "DB_SSLMODE", "verify-full",
                "DB_SSLROOTCERT", folder.resolve(authorities).toString(),
                "DB_SSLCERT", folder.resolve("tls.crt").toString(),
                "DB_SSLKEY", folder.resolve("tls.key").toString()));
        return environment;
    }
}
