package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.server.contract.People;
import users.server.postgres.database.Database;

/** A database that lets nobody in but over TLS and by a client certificate, and a server that makes sure whose it is. */
class DatabaseTlsTest {

    private static final TestAuthority DATABASES = TestAuthority.named("Databases");
    private static final TestAuthority ROLES = TestAuthority.named("Roles");

    private static final String CERTIFICATES =
            "the database and the server do not agree on their certificates, see DB_SSLMODE, DB_SSLROOTCERT, DB_SSLCERT"
                    + " and DB_SSLKEY (SQLSTATE %s)";

    private static final String UNREACHED =
            "the database cannot be reached, see DB_HOST, DB_PORT and DB_SSLMODE (SQLSTATE 08006)";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        var server = DATABASES.server("localhost");
        var key = server.writeKey(folder.resolve("server.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        // The administrator makes the role and the database; the role comes with its certificate or not at all.
        var rules = Files.writeString(folder.resolve("pg_hba.conf"), """
                host all postgres all trust
                hostssl all users all cert
                """);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig(
                        "ssl_cert_file",
                        server.writeChain(folder.resolve("server.pem")).toString())
                .setServerConfig("ssl_key_file", key.toString())
                .setServerConfig(
                        "ssl_ca_file", ROLES.write(folder.resolve("roles.pem")).toString())
                .setServerConfig("hba_file", rules.toString())
                .start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create role users login");
            statement.execute("create database users owner users");
        }
        DATABASES.write(folder.resolve("databases.pem"));
        TestAuthority.named("Others").write(folder.resolve("others.pem"));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void theServerKnowsTheDatabaseAndIsKnownToIt() {
        try (var server = TestServer.start(environment("databases.pem", ROLES.client("CN=users")))
                .awaitReady()) {
            var user = server.client().create(People.somebody());

            assertThat(server.client().get(user.id())).isEqualTo(user);
            assertThat(postgres.getPostgresDatabase()).satisfies(DatabaseTlsTest::assertAllEncrypted);
        }
    }

    @Test
    void aDatabaseOfAnotherAuthorityOrNameIsNotBelieved() {
        assertThat(obstacle(environment("others.pem", ROLES.client("CN=users"))))
                .isEqualTo(CERTIFICATES.formatted("08006"));
        var environment = environment("databases.pem", ROLES.client("CN=users"));
        // Of the same machine, but not what stands in the certificate.
        environment.put("DB_HOST", "127.0.0.1");
        assertThat(obstacle(environment)).isEqualTo(UNREACHED);
    }

    @Test
    void aDatabaseDoesNotLetInWhoseCertificateIsOfAnotherRoleOrAuthority() {
        assertThat(obstacle(environment("databases.pem", ROLES.client("CN=somebody"))))
                .isEqualTo(
                        "the database does not let this user name in, or not with this certificate, see DB_USERNAME, DB_SSLCERT and DB_SSLKEY (SQLSTATE 28000)");
        assertThat(obstacle(environment(
                        "databases.pem", TestAuthority.named("Roles").client("CN=users"))))
                // The database has closed the connection, and it is a matter of time whether its reason is read before.
                .isIn(CERTIFICATES.formatted("08001"), UNREACHED, UNREACHED.replace("08006", "08001"));
    }

    private static String obstacle(Map<String, String> environment) {
        var database = Settings.read(environment, new Properties()).database();

        return DatabaseObstacle.to(() -> Database.migrate(database)).orElse("none");
    }

    private static void assertAllEncrypted(DataSource administrator) throws SQLException {
        try (var connection = administrator.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select count(*), bool_and(ssl), min(client_dn) from pg_stat_ssl
                        join pg_stat_activity using (pid) where usename = 'users'
                        """)) {
            rows.next();
            assertThat(rows.getInt(1)).isPositive();
            assertThat(rows.getBoolean(2)).isTrue();
            assertThat(rows.getString(3)).isEqualTo("/CN=users");
        }
    }

    private static Map<String, String> environment(String authorities, TestIdentity identity) {
        var environment = TestServer.environment("localhost", postgres.getPort(), "users");
        environment.putAll(Map.of(
                "DB_USERNAME", "users",
                "DB_SSLMODE", "verify-full",
                "DB_SSLROOTCERT", folder.resolve(authorities).toString(),
                "DB_SSLCERT", identity.writeChain(folder.resolve("client.pem")).toString(),
                "DB_SSLKEY", identity.writeKeyDer(folder.resolve("client.der")).toString()));
        return environment;
    }
}
