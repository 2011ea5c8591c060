package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;

/** A PostgreSQL to which all but its administrator come over TLS, by a certificate or, one of them, by a password. */
final class TlsPostgres implements AutoCloseable {

    private static final String KNOWN = "roles users users\n";

    private final Path folder;
    private final EmbeddedPostgres postgres;

    /**
     * @param folder for its files
     * @param server what it shows its clients
     * @param roles who vouches for theirs
     */
    TlsPostgres(Path folder, TestIdentity server, TestAuthority roles) throws IOException, SQLException {
        this.folder = folder;
        show(server);
        know(KNOWN);
        // The administrator makes roles and databases; a role comes with its certificate or not at all.
        var rules = Files.writeString(folder.resolve("pg_hba.conf"), """
                host all postgres all trust
                hostssl all users all cert map=roles
                hostssl all migrations all cert
                hostssl all secretive all scram-sha-256
                """);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", folder.resolve("server.pem").toString())
                .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
                .setServerConfig(
                        "ssl_ca_file", roles.write(folder.resolve("roles.pem")).toString())
                .setServerConfig("hba_file", rules.toString())
                .setServerConfig("ident_file", folder.resolve("names.conf").toString())
                .start();
        run("create role users login");
        run("create role secretive login");
        run("create role migrations login");
        run("create database users owner users");
        run("create database apart owner migrations");
    }

    int port() {
        return postgres.getPort();
    }

    /** What it shows its clients from the next {@link #reload()} on. */
    void show(TestIdentity server) throws IOException {
        server.writeChain(folder.resolve("server.pem"));
        onlyOurs(server.writeKey(folder.resolve("server.key")));
    }

    /** Which names in certificates are a role's, from the next {@link #reload()} on. */
    void know(String names) throws IOException {
        Files.writeString(folder.resolve("names.conf"), names);
    }

    void knowAsBefore() throws IOException {
        know(KNOWN);
    }

    void reload() throws SQLException {
        run("select pg_reload_conf()");
    }

    void run(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The only text that a query finds in a database. */
    String ask(String database, String sql) throws SQLException {
        try (var connection = postgres.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** That the server is there, over TLS, and by certificates of this name alone. */
    void assertAllEncrypted(String name) throws SQLException {
        assertThat(ask("postgres", """
                select concat_ws(' ', count(*) > 0, bool_and(ssl), string_agg(distinct client_dn, ', ')) from pg_stat_ssl
                join pg_stat_activity using (pid) where usename = 'users'
                """)).isEqualTo("t t " + name);
    }

    /** As the driver and PostgreSQL want a key's file. */
    static void onlyOurs(Path key) throws IOException {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
