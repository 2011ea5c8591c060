package users.db.development;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import users.db.DevelopmentDatabase;
import users.db.DevelopmentDatabaseException;

/** PostgreSQL 18 from binaries on the class path. Its log is a file beside the data folder. */
public final class EmbeddedDatabase implements DevelopmentDatabase {

    private final Duration patience;

    /** For {@link java.util.ServiceLoader}. */
    public EmbeddedDatabase() {
        // Recovery after a kill takes its time.
        this(Duration.ofSeconds(30));
    }

    EmbeddedDatabase(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Running start(Path folder) {
        var data = DataFolder.prepare(folder.toAbsolutePath().normalize());
        var log = data.log().toFile();
        try {
            return new RunningDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(data.path())
                    .setCleanDataDirectory(false)
                    // Whoever started it closes it: a hook would stop it under the calls that are still running.
                    .setRegisterShutdownHook(false)
                    // For events; any PostgreSQL that a connector reads has it.
                    .setServerConfig("wal_level", "logical")
                    // The library's defaults are made for tests, where losing data is fine.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setOutputRedirector(Redirect.appendTo(log))
                    .setErrorRedirector(Redirect.appendTo(log))
                    .setPGStartupWait(patience)
                    .start());
        } catch (IOException | RuntimeException e) {
            throw new DevelopmentDatabaseException(
                    "The development database did not start (%s): %s may say more.".formatted(e.getMessage(), log), e);
        }
    }
}
