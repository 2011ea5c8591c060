package users.server;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.ServiceLoader;
import users.db.DevelopmentDatabase;
import users.db.DevelopmentDatabaseException;
import users.db.MigrationsRefusedException;
import users.server.postgres.database.Database;
import users.server.postgres.database.DatabaseSettings;
import users.server.takeover.TakeoverRefusedException;

/** The PostgreSQL that the server works on, be it somebody's or its own for development. */
final class Storage implements AutoCloseable {

    private final Optional<DevelopmentDatabase.Running> development;
    private final DatabaseSettings settings;
    private volatile boolean migrated;

    private Storage(Optional<DevelopmentDatabase.Running> development, DatabaseSettings settings) {
        this.development = development;
        this.settings = settings;
    }

    static Storage open(Settings settings) {
        return settings.development()
                ? development(settings, startDevelopment(settings))
                : new Storage(Optional.empty(), settings.database());
    }

    /** How to reach it. */
    DatabaseSettings settings() {
        return settings;
    }

    /**
     * Applies the migrations that are missing, once it has succeeded no more.
     *
     * @throws StartException when somebody has to mend the database first, for which no server waits
     */
    void migrate() {
        if (!migrated) {
            try {
                Database.migrate(settings);
            } catch (MigrationsRefusedException | TakeoverRefusedException e) {
                throw new StartException(requireNonNull(e.getMessage()));
            }
            development.ifPresent(DevelopmentDatabase.Running::seed);
            migrated = true;
        }
    }

    /** Whether it has all that calls need. */
    boolean migrated() {
        return migrated;
    }

    @Override
    public void close() {
        development.ifPresent(DevelopmentDatabase.Running::close);
    }

    private static DevelopmentDatabase.Running startDevelopment(Settings settings) {
        var launcher = ServiceLoader.load(DevelopmentDatabase.class)
                .findFirst()
                .orElseThrow(() -> new StartException("DB_HOST is not set, and the development database is no part of"
                        + " this installation: set DB_HOST to the host of a PostgreSQL 17 or newer"));
        try {
            return launcher.start(settings.dataFolder());
        } catch (DevelopmentDatabaseException e) {
            throw new StartException(requireNonNull(e.getMessage()));
        }
    }

    private static Storage development(Settings settings, DevelopmentDatabase.Running running) {
        return new Storage(
                Optional.of(running),
                settings.database().at(running.host(), running.port(), running.name(), running.username()));
    }
}
