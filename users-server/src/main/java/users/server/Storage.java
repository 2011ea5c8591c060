package users.server;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.db.DevelopmentDatabase;
import users.db.DevelopmentDatabaseException;
import users.server.postgres.Database;
import users.server.postgres.DatabaseSettings;

/** The database that the server works on, be it somebody's or its own for development. */
final class Storage implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Storage.class.getName());

    private final Optional<DevelopmentDatabase.Running> development;
    private final Database database;
    private volatile boolean migrated;

    private Storage(Optional<DevelopmentDatabase.Running> development, DatabaseSettings settings) {
        this.development = development;
        database = new Database(settings);
    }

    static Storage open(Settings settings) {
        return settings.development()
                ? development(settings, startDevelopment(settings))
                : new Storage(Optional.empty(), settings.database());
    }

    Database database() {
        return database;
    }

    /** What keeps the database from being used, in words; empty when nothing does. Migrations are applied on the way. */
    Optional<String> obstacle() {
        try {
            if (!migrated) {
                database.migrate();
                development.ifPresent(DevelopmentDatabase.Running::seed);
                migrated = true;
            }
            database.check();
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "the database cannot be used", e);
            return Optional.of(reason(e));
        }
    }

    @Override
    public void close() {
        database.close();
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

    /** By SQLSTATE: the texts of servers and drivers can quote what must not be in a log. */
    private static String reason(Throwable thrown) {
        var state = sqlState(Optional.of(thrown));
        return switch (state.orElse("")) {
            case "" -> "the database does not answer, or refuses its migrations, which LOG_LEVEL=debug says more of";
            case "28000", "28P01" ->
                "the database refuses the user name or the password, see DB_USERNAME and DB_PASSWORD (SQLSTATE %s)"
                        .formatted(state.get());
            case "3D000" -> "there is no such database, see DB_NAME (SQLSTATE 3D000)";
            case "42501" -> "the role may not apply the migrations, see DB_USERNAME (SQLSTATE 42501)";
            case "08001", "08004", "08006" ->
                "the database cannot be reached, see DB_HOST, DB_PORT and DB_SSLMODE (SQLSTATE %s)"
                        .formatted(state.get());
            default -> "the database fails with SQLSTATE " + state.get();
        };
    }

    private static Optional<String> sqlState(Optional<Throwable> thrown) {
        return thrown.flatMap(found -> found instanceof SQLException exception && exception.getSQLState() != null
                ? Optional.of(exception.getSQLState())
                : sqlState(Optional.ofNullable(found.getCause())));
    }
}
