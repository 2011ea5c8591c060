package users.db.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import users.db.DevelopmentDatabase;

/** One database for the tests that do not stop theirs. */
final class TestServer {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestServer() {}

    static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgresql");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataSource emptyDatabase() {
        var name = "test_" + COUNT.incrementAndGet();
        run(database(Shared.RUNNING), "create database " + name);
        return database(Shared.RUNNING, name);
    }

    static DataSource database(DevelopmentDatabase.Running server, String name) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {server.host()});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(name);
        source.setUser(server.username());
        return source;
    }

    static DataSource database(DevelopmentDatabase.Running server) {
        return database(server, server.name());
    }

    static void run(DataSource database, String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String ask(DataSource database, String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DevelopmentDatabase.Running start() {
        var running = new EmbeddedDatabase().start(newFolder());
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        return running;
    }

    /** A class of its own, so that a process that only asks does not start one. */
    static final class Shared {

        static final DevelopmentDatabase.Running RUNNING = start();

        private Shared() {}
    }
}
