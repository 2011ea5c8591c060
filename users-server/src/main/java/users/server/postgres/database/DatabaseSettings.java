package users.server.postgres.database;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import users.server.files.NamedFile;

/**
 * Where the database is and how long to wait for it.
 *
 * @param host of its server, or of several with commas between them, each with a port of its own or not; of these the one
 *     is used that can be written, and another as long as none can
 * @param port of those that have none of their own
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

    /** {@link #host} in words. */
    public static final String HOST_RULE =
            "a host such as pg-1, or up to 16 with commas and no blanks between them, each with a port of its own or not,"
                    + " such as pg-1:5433,pg-2";

    private static final int CANCEL_TIMEOUT_SECONDS = 2;
    private static final int LOOK_SECONDS = 5;
    /** For connections that no pool waits for. */
    private static final int LOGIN_TIMEOUT_SECONDS = 15;
    /** The driver remembers for so long which server could be written, and which could not be reached. */
    private static final int HOST_RECHECK_SECONDS = 1;

    /**
     * How the connection is secured, in libpq's terms.
     *
     * @param mode {@code disable}, {@code allow}, {@code prefer}, {@code require}, {@code verify-ca} or
     *     {@code verify-full}
     * @param rootCertificate of the authorities that may vouch for the server, PEM
     * @param certificate of this client, PEM
     * @param key of this client, PKCS #8 in PEM or DER, or a PKCS #12 file
     */
    public record Ssl(
            String mode,
            Optional<NamedFile> rootCertificate,
            Optional<NamedFile> certificate,
            Optional<NamedFile> key) {

        /**
         * Returns when the files can be used. They may be replaced while the server runs.
         *
         * @throws users.server.files.UnusableFileException which says what is wrong with one of them
         */
        public void check() {
            rootCertificate.ifPresent(NamedFile::read);
            files().check();
        }

        ClientFiles files() {
            return new ClientFiles(certificate, key);
        }
    }

    /** Whether a text can be {@link #host}. */
    public static boolean isHost(String text) {
        return DatabaseHost.areWellFormed(text);
    }

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
    PGSimpleDataSource forCalls() {
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

    /** Connections to a server that can be written, and to no other. */
    PGSimpleDataSource forWriting() {
        var source = connections();
        source.setTargetServerType("primary");
        // One that hangs must not keep the next one from being asked.
        source.setSocketTimeout(LOOK_SECONDS);
        return source;
    }

    /** Connections that only look whether there is all that the server needs. */
    PGSimpleDataSource forLooking() {
        var source = forMigrations();
        source.setSocketTimeout(LOOK_SECONDS);
        return source;
    }

    /** Connections for migrations, which take the time that they need. */
    public PGSimpleDataSource forMigrations() {
        var source = connections();
        source.setOptions(DatabaseCheck.OPTIONS);
        return source;
    }

    private PGSimpleDataSource limited(Duration timeout, String options) {
        var source = connections();
        // Where policies would hide rows of somebody's, that is an error and no shorter list.
        source.setOptions("-c row_security=off -c statement_timeout=" + timeout.toMillis() + options);
        // When even the end of a statement does not arrive: the machine is gone, not the statement slow.
        source.setSocketTimeout((int) timeout.plusSeconds(2).toSeconds());
        // A UUID or a country is sent as text and takes the type that the statement gives it.
        source.setStringType("unspecified");
        // In binary pgjdbc takes times before 1500 for other days, though only once a statement has been prepared.
        source.setBinaryTransferDisable("TIMESTAMPTZ");
        return source;
    }

    private PGSimpleDataSource connections() {
        var source = new CurrentFilesDataSource(ssl.files());
        source.setServerNames(hosts().stream().map(DatabaseHost::name).toArray(String[]::new));
        source.setPortNumbers(hosts().stream().mapToInt(DatabaseHost::port).toArray());
        source.setTargetServerType("preferPrimary");
        source.setHostRecheckSeconds(HOST_RECHECK_SECONDS);
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
        source.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        source.setTcpKeepAlive(true);
        // The detail of a unique violation holds the e-mail; the log must not.
        source.setLogServerErrorDetail(false);
        return source;
    }

    /** None until it is known where the development database is. */
    List<DatabaseHost> hosts() {
        return host.isEmpty() ? List.of() : DatabaseHost.all(host, port);
    }

    private static void ifPresent(
            Optional<NamedFile> file, PGSimpleDataSource source, BiConsumer<PGSimpleDataSource, String> setter) {
        file.ifPresent(named -> setter.accept(source, named.path().toString()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        var servers = hosts().stream().map(DatabaseHost::toString).collect(Collectors.joining(","));
        return "%s@%s/%s".formatted(username, servers, name);
    }
}
