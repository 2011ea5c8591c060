package users.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import users.db.DevelopmentDatabase;
import users.server.postgres.changes.WatchSettings;
import users.server.postgres.changes.Watches;
import users.server.postgres.database.Database;
import users.server.postgres.database.DatabaseSettings;
import users.server.postgres.database.ExportSettings;
import users.server.postgres.database.MigrationSettings;
import users.server.postgres.database.Schema;

/** A database of its own for each test class, migrated, on the one PostgreSQL of this JVM. */
public record TestDatabase(DatabaseSettings settings) {

    public static final Retention RETENTION = new Retention(Duration.ofDays(30), Duration.ofDays(90));

    /** Which owns nothing and has been granted what a server needs. */
    public static final String SERVER_ROLE = "users_service";

    private static final WatchSettings WATCH = new WatchSettings(Duration.ofSeconds(10), 16 * 1024 * 1024);

    private static final DevelopmentDatabase.Running SERVER = start();
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        execute("create database " + TEMPLATE);
        execute("create role " + SERVER_ROLE + " login");
        var template = new TestDatabase(settings(TEMPLATE));
        Schema.migrate(template.as(SERVER_ROLE), template.role("postgres"));
    }

    /** A new one without users. */
    public static TestDatabase create() {
        var name = "test_" + COUNT.incrementAndGet();
        execute("create database %s template %s".formatted(name, TEMPLATE));
        return new TestDatabase(settings(name));
    }

    /** A new one without even the schema. */
    public static TestDatabase createEmpty() {
        var name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name);
        return new TestDatabase(settings(name));
    }

    /** Who watch at a server on a database. */
    public static Watches watches(Database database) {
        return new Watches(database, WATCH);
    }

    /** With so many connections. */
    public DatabaseSettings narrow(int poolSize) {
        return settings(settings.port(), settings.name(), poolSize);
    }

    /** How somebody else than its owner reaches it. */
    public DatabaseSettings as(String role) {
        return settings.at(settings.host(), settings.port(), settings.name(), role);
    }

    /** A role that migrates it. */
    public MigrationSettings.Role role(String name) {
        return new MigrationSettings.Role(name, "", settings.ssl());
    }

    /** A connection beside the server's. */
    public Connection connect() throws SQLException {
        return settings.forMigrations().getConnection();
    }

    /** Runs SQL beside the server. */
    public void run(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row, as text. */
    public String ask(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getObject(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many sessions run a statement or are in a transaction, but for those that only hold locks. */
    public String sessionsAtWork() {
        return ask("""
                select count(*) from pg_stat_activity
                where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()
                  and query not like 'lock %'
                """);
    }

    /** Of a server on this machine that asks for no password. */
    public static DatabaseSettings settings(int port, String name) {
        return settings(port, name, 10);
    }

    private static DatabaseSettings settings(int port, String name, int poolSize) {
        return new DatabaseSettings(
                "localhost",
                port,
                name,
                "postgres",
                "",
                new DatabaseSettings.Ssl("disable", Optional.empty(), Optional.empty(), Optional.empty()),
                poolSize,
                Duration.ofMillis(1500),
                Duration.ofSeconds(5),
                new ExportSettings(4, Duration.ofMinutes(10), Duration.ofHours(6)));
    }

    private static DatabaseSettings settings(String name) {
        return settings(SERVER.port(), name);
    }

    private static DevelopmentDatabase.Running start() {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgresql");
            var running = ServiceLoader.load(DevelopmentDatabase.class)
                    .findFirst()
                    .orElseThrow()
                    .start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(SERVER.port()));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
