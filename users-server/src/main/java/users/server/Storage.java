package users.server;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.ServiceLoader;
import users.db.DevelopmentDatabase;
import users.db.DevelopmentDatabaseException;
import users.server.postgres.database.DatabaseSettings;
import users.server.postgres.database.Schema;

/** The PostgreSQL that the server works on, be it somebody's or its own for development. */
final class Storage implements AutoCloseable {

    private final Optional<DevelopmentDatabase.Running> development;
    private final DatabaseSettings settings;
    private final Optional<Migration> migration;
    private volatile boolean migrated;

    private Storage(
            Optional<DevelopmentDatabase.Running> development,
            DatabaseSettings settings,
            Optional<Migration> migration) {
        this.development = development;
        this.settings = settings;
        this.migration = migration;
    }

    static Storage open(Settings settings) {
        return settings.development()
                ? development(settings, startDevelopment(settings))
                : new Storage(
                        Optional.empty(),
                        settings.database(),
                        Optional.of(new Migration(
                                        settings.database(),
                                        settings.migration().role()))
                                .filter(_ -> settings.migration().atStart()));
    }

    /** How to reach it. */
    DatabaseSettings settings() {
        return settings;
    }

    /**
     * What keeps the schema from having all that calls need, which is put there if that is this server's to do; empty once
     * it has.
     *
     * @throws StartException when somebody has to mend the database first, for which no server waits
     */
    Optional<String> obstacle() {
        if (migrated) {
            return Optional.empty();
        }
        var obstacle = migration
                .flatMap(Migration::obstacle)
                .or(() -> DatabaseObstacle.to(() -> Schema.require(settings)))
                .or(() -> DatabaseObstacle.to(() -> development.ifPresent(DevelopmentDatabase.Running::seed)));
        migrated = obstacle.isEmpty();
        return obstacle;
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
        var database = settings.database().at(running.host(), running.port(), running.name(), running.username());
        return new Storage(Optional.of(running), database, Optional.of(new Migration(database, Optional.empty())));
    }
}
