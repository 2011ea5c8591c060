package users.server.postgres.database;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatements;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.postgresql.PGConnection;
import users.db.NamedStatements;
import users.server.tracing.DatabaseSpans;
import users.server.yaml.FlatYaml;

/** A pool of connections to one database. It opens whether the database is there or not, and finds it again by itself. */
public final class Database implements AutoCloseable {

    /** Executions after which PostgreSQL keeps a statement prepared. */
    private static final int PREPARE_THRESHOLD = 5;

    private static final int NEVER_PREPARE = 0;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final Map<String, String> statements = readStatements();
    private final Failover failover;
    private final DatabaseSpans spans;
    private final DbClient client;
    private final DbClient lists;
    private final ListLimit listLimit;
    private final LongAdder timeouts = new LongAdder();

    /** Opens the pool; connections are made when they are needed. */
    public Database(DatabaseSettings settings) {
        this.settings = settings;
        spans = spans(settings.hosts());
        failover = new Failover(settings.forWriting());
        pool = new HikariDataSource(configuration(settings, failover));
        client = client(() -> connection(PREPARE_THRESHOLD));
        lists = client(() -> connection(NEVER_PREPARE));
        listLimit = new ListLimit(Math.max(1, settings.poolSize() / 2), settings.connectionTimeout());
    }

    /**
     * Returns once the database gives a sign of life. Asked now and then, it also sees to it that the pool does not stay
     * with a server that can only be read.
     *
     * @throws SQLException when it gives none within the connection timeout
     */
    public void check() throws SQLException {
        try (var connection = pool.getConnection()) {
            if (!connection.isValid(
                    (int) Math.max(1, settings.connectionTimeout().toSeconds()))) {
                throw new SQLException("No answer", "08006");
            }
            if (failover.due(connection)) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }
    }

    /** Connections that run a statement now. */
    public int activeConnections() {
        return figure(HikariPoolMXBean::getActiveConnections);
    }

    /** Connections that wait for something to do. */
    public int idleConnections() {
        return figure(HikariPoolMXBean::getIdleConnections);
    }

    /** Calls that wait for a connection. */
    public int waitingCalls() {
        return figure(HikariPoolMXBean::getThreadsAwaitingConnection);
    }

    /** Connections at most. */
    public int maximumConnections() {
        return settings.poolSize();
    }

    /** How often no connection was free in time, {@link #check()} apart: that looks whether anybody calls or not. */
    public long timeouts() {
        return timeouts.sum();
    }

    /** Tells somebody how long connections are waited for and kept. */
    public void track(IMetricsTracker tracker) {
        pool.setMetricsTrackerFactory((name, figures) -> tracker);
    }

    @Override
    public void close() {
        pool.close();
    }

    public DatabaseSettings settings() {
        return settings;
    }

    public DbClient client() {
        return client;
    }

    /**
     * Runs lists. Each is planned for its own values: whether a country or a word is rare decides how it is best read, and
     * a plan made once for all of them would be bad for most.
     */
    public DbClient lists() {
        return lists;
    }

    /** A connection outside the pool, for whoever listens on it. */
    public java.sql.Connection listening() throws SQLException {
        return settings.forListening().getConnection();
    }

    /** Whether the server of a connection can only be read, as far as it has told. */
    public static boolean readOnly(Connection connection) throws SQLException {
        return Failover.readOnly(connection);
    }

    /** Keeps lists from taking the whole pool. */
    public ListLimit listLimit() {
        return listLimit;
    }

    /** A connection of the pool, its holder's to close. Its statements are planned anew each time, as {@link #lists()}. */
    public Connection connection() {
        return connection(NEVER_PREPARE);
    }

    /** Runs statements on a connection, which is closed behind the first of them, or behind their transaction. */
    public DbClient on(Connection connection) {
        return client(() -> connection);
    }

    /** A named statement as it is written. */
    public String statement(String name) {
        return requireNonNull(statements.get(name));
    }

    /** The spans of what the DB Client does not run. */
    public DatabaseSpans spans() {
        return spans;
    }

    private DbClient client(JdbcConnectionPool connections) {
        var named = DbStatements.builder();
        statements.forEach(named::addStatement);
        return JdbcClientBuilder.create()
                .connectionPool(connections)
                .statements(named.build())
                .missingMapParametersAsNull(true)
                .addService(spans)
                .build();
    }

    private Connection connection(int prepareThreshold) {
        try {
            var connection = taken();
            connection.unwrap(PGConnection.class).setPrepareThreshold(prepareThreshold);
            return CallConnection.lend(connection, spans);
        } catch (SQLException e) {
            throw new NoConnectionException(e);
        }
    }

    private Connection taken() throws SQLException {
        long start = System.nanoTime();
        try {
            var connection = pool.getConnection();
            failover.lent(connection);
            return connection;
        } catch (SQLTransientConnectionException e) {
            timeouts.increment();
            throw e;
        } finally {
            DatabaseSpans.waited(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private int figure(ToIntFunction<HikariPoolMXBean> figure) {
        return figure.applyAsInt(pool.getHikariPoolMXBean());
    }

    /** Of several servers nobody knows which one a statement runs on. */
    private static DatabaseSpans spans(List<DatabaseHost> hosts) {
        return hosts.size() == 1
                ? new DatabaseSpans(hosts.getFirst().name(), hosts.getFirst().port())
                : new DatabaseSpans();
    }

    private static HikariConfig configuration(DatabaseSettings settings, Failover failover) {
        var configuration = new HikariConfig();
        configuration.setPoolName("users");
        configuration.setDataSource(settings.forCalls());
        configuration.setMaximumPoolSize(settings.poolSize());
        configuration.setConnectionTimeout(settings.connectionTimeout().toMillis());
        configuration.setValidationTimeout(settings.connectionTimeout().toMillis() * 2 / 3);
        configuration.setInitializationFailTimeout(-1);
        configuration.setExceptionOverride(failover);
        return configuration;
    }

    private static Map<String, String> readStatements() {
        try (var yaml = NamedStatements.yaml()) {
            return FlatYaml.read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
