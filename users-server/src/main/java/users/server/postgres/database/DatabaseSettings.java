package users.server.postgres.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is and how long to wait for it.
 *
 * @param password empty where the server asks for none
 * @param poolSize connections at most
 * @param connectionTimeout how long a call waits for a connection before the database counts as unavailable
 * @param statementTimeout after which PostgreSQL ends a statement
 * @param exports which are no calls like others
 */
public record DatabaseSettings(
        String host,
        int port,
        String name,
        String username,
        String password,
        Ssl ssl,
        int poolSize,
        Duration connectionTimeout,
        Duration statementTimeout,
        ExportSettings exports) {

    private static final int CANCEL_TIMEOUT_SECONDS = 2;

    /**
     * How the connection is secured, in libpq's terms.
     *
     * @param mode {@code disable}, {@code allow}, {@code prefer}, {@code require}, {@code verify-ca} or
     *     {@code verify-full}
     * @param rootCertificate of the authorities that may vouch for the server, PEM
     * @param certificate of this client, PEM
     * @param key of this client, PKCS #8 in DER, or a PKCS #12 file
     */
    public record Ssl(String mode, Optional<Path> rootCertificate, Optional<Path> certificate, Optional<Path> key) {}

    /** The same on another server, one that asks for no password and speaks without TLS. */
    public DatabaseSettings at(String host, int port, String name, String username) {
        return new DatabaseSettings(
                host,
                port,
                name,
                username,
                "",
                new Ssl("disable", Optional.empty(), Optional.empty(), Optional.empty()),
                poolSize,
                connectionTimeout,
                statementTimeout,
                exports);
    }

    /** The same as another role. */
    DatabaseSettings as(MigrationSettings.Role role) {
        return new DatabaseSettings(
                host,
                port,
                name,
                role.username(),
                role.password(),
                role.ssl(),
                poolSize,
                connectionTimeout,
                statementTimeout,
                exports);
    }

    /** Connections for calls: no statement and no silence of the server lasts longer than the settings allow. */
    public PGSimpleDataSource forCalls() {
        return limited(statementTimeout, "");
    }

    /** Connections for exports, whose statement may look for as long for the next row as its reader for the one after. */
    public PGSimpleDataSource forExports() {
        // A role or a server that ends idle transactions means those that were forgotten.
        return limited(exports.patience(), " -c idle_in_transaction_session_timeout=0 -c transaction_timeout=0");
    }

    /** Connections that wait for news of other servers. */
    PGSimpleDataSource forListening() {
        var source = connections();
        source.setApplicationName("users-server listening");
        return source;
    }

    /** Connections for migrations, which take the time that they need. */
    public PGSimpleDataSource forMigrations() {
        return connections();
    }

    private PGSimpleDataSource limited(Duration timeout, String options) {
        var source = connections();
        source.setOptions("-c statement_timeout=" + timeout.toMillis() + options);
        // When even the end of a statement does not arrive: the machine is gone, not the statement slow.
        source.setSocketTimeout((int) timeout.plusSeconds(2).toSeconds());
        // A UUID or a country is sent as text and takes the type that the statement gives it.
        source.setStringType("unspecified");
        // In binary pgjdbc takes times before 1500 for other days, though only once a statement has been prepared.
        source.setBinaryTransferDisable("TIMESTAMPTZ");
        return source;
    }

    private PGSimpleDataSource connections() {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(name);
        source.setUser(username);
        source.setPassword(password);
        source.setApplicationName("users-server");
        source.setSslMode(ssl.mode());
        ifPresent(ssl.rootCertificate(), source, PGSimpleDataSource::setSslRootCert);
        ifPresent(ssl.certificate(), source, PGSimpleDataSource::setSslCert);
        ifPresent(ssl.key(), source, PGSimpleDataSource::setSslKey);
        source.setCancelSignalTimeout(CANCEL_TIMEOUT_SECONDS);
        source.setConnectTimeout((int) Math.max(1, connectionTimeout.toSeconds()));
        source.setTcpKeepAlive(true);
        // The detail of a unique violation holds the e-mail; the log must not.
        source.setLogServerErrorDetail(false);
        return source;
    }

    private static void ifPresent(
            Optional<Path> file, PGSimpleDataSource source, BiConsumer<PGSimpleDataSource, String> setter) {
        file.ifPresent(path -> setter.accept(source, path.toString()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "%s@%s:%d/%s".formatted(username, host, port, name);
    }
}
