package users.server.postgres.events;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import users.server.postgres.TestDatabase;

/** A PostgreSQL that a test may stop, and whose log it may lose, with a database as the server migrates it. */
public final class OwnPostgres implements AutoCloseable {

    private final Path folder;
    private EmbeddedPostgres running;
    private final TestDatabase database;

    /** One that keeps no more log for a slot than it would without. */
    public OwnPostgres() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgresql");
        running = start(0);
        database = new TestDatabase(TestDatabase.settings(running.getPort(), "postgres"));
    }

    public TestDatabase database() {
        return database;
    }

    /** Loses the log that a slot needs. */
    public void loseLog() {
        for (int segment = 0; segment < 3; segment++) {
            database.run("select pg_logical_emit_message(false, 'test', 'log'); select pg_switch_wal()");
        }
        database.run("checkpoint");
    }

    public void stop() throws IOException {
        running.close();
    }

    public void start() throws IOException {
        running = start(database.settings().port());
    }

    /** It may be read only from its next start on. */
    void becomeStandby() throws IOException {
        Files.createFile(folder.resolve("standby.signal"));
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_slot_wal_keep_size", "1MB")
                .setServerConfig("min_wal_size", "32MB")
                .setPGStartupWait(Duration.ofSeconds(30))
                .setPort(port)
                .start();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
