package users.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code users-server migrate}: the migrations as a step of their own, for whoever runs it before servers start.
 *
 * @param patience how long it tries
 */
record MigrationStep(Migration migration, Duration patience) {

    private static final Logger LOG = Logger.getLogger(MigrationStep.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Of the server that is told the same, most of which does not matter here.
     *
     * @throws StartException when a setting of the database is unknown or malformed
     */
    static MigrationStep read(SettingsReader reader) {
        var database = Settings.database(reader);
        if (database.host().isEmpty()) {
            throw new StartException(
                    "DB_HOST is not set: set it to the host of the PostgreSQL that is to be migrated; the"
                            + " development database is migrated whenever its server starts");
        }
        var settings = Settings.migration(reader);
        reader.refuseUnknown("users.database.");
        return new MigrationStep(new Migration(database, settings.role()), settings.patience());
    }

    /**
     * Returns when the schema has all migrations.
     *
     * @throws StartException when it cannot have them, or could not for as long as it was tried
     */
    void run() {
        long start = System.nanoTime();
        var told = "";
        for (var found = migration.obstacle(); found.isPresent(); found = migration.obstacle()) {
            var obstacle = found.get();
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new StartException(
                        "the schema could not be migrated within %s: %s".formatted(patience, obstacle));
            }
            if (!told.equals(obstacle)) {
                LOG.log(Level.WARNING, "not migrated yet: {0}", obstacle);
                told = obstacle;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
