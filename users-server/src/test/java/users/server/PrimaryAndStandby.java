package users.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;

/** Two PostgreSQL servers with one database; what is acknowledged is on both. */
final class PrimaryAndStandby implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgres first;
    private final EmbeddedPostgres standby;

    PrimaryAndStandby(Path folder) throws IOException, SQLException {
        this.folder = folder;
        var origin = folder.resolve("primary");
        start(origin, 0).close();
        var copy = folder.resolve("standby");
        copy(origin, copy);
        first = start(origin, 0);
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(first.getPort()),
                StandardOpenOption.APPEND);
        standby = start(copy, 0);
        set("synchronous_standby_names = '*'");
        Await.until(() -> ask(first, "select count(*) from pg_stat_replication where sync_state = 'sync'")
                .equals("1"));
    }

    /** As {@code DB_HOST} has them: the first one with a port of its own, the standby with {@link #port}. */
    String hosts() {
        return "localhost:%d,localhost".formatted(first.getPort());
    }

    int port() {
        return standby.getPort();
    }

    EmbeddedPostgres standby() {
        return standby;
    }

    /** Changes a setting of the first server, for sessions that are there, too. */
    void set(String setting) throws SQLException {
        run(first, "alter system set " + setting);
        run(first, "select pg_reload_conf()");
    }

    void stopFirst() throws IOException {
        first.close();
    }

    /** It comes back, and can only be read. */
    EmbeddedPostgres startFirstReadOnly() throws IOException {
        Files.writeString(
                folder.resolve("primary/postgresql.auto.conf"),
                "default_transaction_read_only = on\n",
                StandardOpenOption.APPEND);
        return start(folder.resolve("primary"), first.getPort());
    }

    static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text. */
    static String ask(EmbeddedPostgres postgres, String sql) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("wal_level", "logical")
                .setServerConfig("hot_standby", "on")
                // Off by default, which would wait for no standby either.
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofSeconds(30))
                .setPort(port)
                .start();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Override
    public void close() throws IOException {
        standby.close();
    }
}
