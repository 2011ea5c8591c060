package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
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
import users.server.postgres.database.Database;

/** A database that lets nobody in but over TLS and by a client certificate, and a server that makes sure whose it is. */
class DatabaseTlsTest {

    private static final TestAuthority DATABASES = TestAuthority.named("Databases");
    private static final TestAuthority ROLES = TestAuthority.named("Roles");

    private static final String KNOWN = "roles users users\n";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        writeServer(DATABASES.server("localhost"));
        // The administrator makes the role and the database; the role comes with its certificate or not at all.
        var rules = Files.writeString(folder.resolve("pg_hba.conf"), """
                host all postgres all trust
                hostssl all users all cert map=roles
                hostssl all migrations all cert
                hostssl all secretive all scram-sha-256
                """);
        names(KNOWN);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", folder.resolve("server.pem").toString())
                .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
                .setServerConfig(
                        "ssl_ca_file", ROLES.write(folder.resolve("roles.pem")).toString())
                .setServerConfig("hba_file", rules.toString())
                .setServerConfig("ident_file", folder.resolve("names.conf").toString())
                .start();
        run("create role users login");
        run("create role secretive login");
        run("create role migrations login");
        run("create database users owner users");
        run("create database apart owner migrations");
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
            assertThat(postgres.getPostgresDatabase()).satisfies(all -> assertAllEncrypted(all, "/CN=users"));
        }
    }

    @Test
    void theRoleThatMigratesIsKnownByACertificateOfItsOwn() throws Exception {
        var environment = environment("databases.pem", ROLES.client("CN=users"));
        var identity = ROLES.client("CN=migrations");
        var key = identity.writeKey(folder.resolve("migrations.key"));
        onlyOurs(key);
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
            assertThat(postgres.getPostgresDatabase()).satisfies(all -> assertAllEncrypted(all, "/CN=users"));
        }
        try (var connection = postgres.getDatabase("postgres", "apart").getConnection();
                var owner = connection.createStatement().executeQuery("""
                        select tableowner from pg_tables where schemaname = 'users' and tablename = 'users'
                        """)) {
            owner.next();
            assertThat(owner.getString(1)).isEqualTo("migrations");
        }
    }

    @Test
    void aRenewedCertificateIsUsedFromTheNextConnectionOnWhateverItsKeyIs() throws Exception {
        try (var server = TestServer.start(environment("databases.pem", ROLES.client("CN=users")))
                .awaitReady()) {
            var user = server.client().create(People.somebody());

            for (var algorithm : List.of("RSA", "Ed25519")) {
                write(ROLES.clientWithKey(algorithm, "CN=" + algorithm));
                names("roles %s users\n".formatted(algorithm));
                reload();
                run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'users'");

                Await.until(() -> reads(server, user));
                assertThat(postgres.getPostgresDatabase())
                        .satisfies(all -> assertAllEncrypted(all, "/CN=" + algorithm));
            }
        } finally {
            names(KNOWN);
            reload();
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
            writeServer(DATABASES.server(Validity.EXPIRED, "localhost"));
            reload();

            Await.until(
                    () -> obstacle(environment).equals("the certificate of the database has expired: renew it there"));
        } finally {
            writeServer(DATABASES.server("localhost"));
            reload();
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
        run("alter role secretive password '%s'".formatted(password.replace("'", "''")));
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

        return DatabaseObstacle.to(() -> Database.migrate(database)).orElse("none");
    }

    private static String login(Map<String, String> environment) {
        var database = Settings.read(environment, new Properties()).database();

        return DatabaseObstacle.to(
                        () -> database.forMigrations().getConnection().close())
                .orElse("none");
    }

    /** The database's. */
    private static void writeServer(TestIdentity server) throws IOException {
        server.writeChain(folder.resolve("server.pem"));
        onlyOurs(server.writeKey(folder.resolve("server.key")));
    }

    /** The role's, as cert-manager names them. */
    private static void write(TestIdentity client) throws IOException {
        client.writeChain(folder.resolve("tls.crt"));
        onlyOurs(client.writeKey(folder.resolve("tls.key")));
    }

    private static void onlyOurs(Path key) throws IOException {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /** Which names in certificates are the role's. */
    private static void names(String names) throws IOException {
        Files.writeString(folder.resolve("names.conf"), names);
    }

    private static void reload() throws SQLException {
        run("select pg_reload_conf()");
    }

    private static void run(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertAllEncrypted(DataSource administrator, String name) throws SQLException {
        try (var connection = administrator.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select count(*), bool_and(ssl), string_agg(distinct client_dn, ', ') from pg_stat_ssl
                        join pg_stat_activity using (pid) where usename = 'users'
                        """)) {
            rows.next();
            assertThat(rows.getInt(1)).isPositive();
            assertThat(rows.getBoolean(2)).isTrue();
            assertThat(rows.getString(3)).isEqualTo(name);
        }
    }

    private static Map<String, String> environment(String authorities, TestIdentity identity) {
        try {
            write(identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var environment = TestServer.environment("localhost", postgres.getPort(), "users");
        environment.putAll(Map.of(
                "DB_USERNAME", "users",
                "DB_SSLMODE", "verify-full",
                "DB_SSLROOTCERT", folder.resolve(authorities).toString(),
                "DB_SSLCERT", folder.resolve("tls.crt").toString(),
                "DB_SSLKEY", folder.resolve("tls.key").toString()));
        return environment;
    }
}
