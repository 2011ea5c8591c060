package users.server.postgres.database;

import io.helidon.dbclient.DbClientException;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import users.db.Migrations;
import users.db.MigrationsRefusedException;
import users.db.SchemaBehindException;
import users.db.SchemaVersion;
import users.db.ServerRights;
import users.server.takeover.Takeover;
import users.server.takeover.TakeoverRefusedException;

/** The tables of a database, before a server works with them. */
public final class Schema {

    /**
     * Calls queue up behind a migration that waits for a table, so it gives up before they would and is tried again. And
     * one whose process was killed does not go on for nobody.
     */
    private static final String MIGRATING = " -c lock_timeout=2s -c client_connection_check_interval=2s"
            // And one whose machine is gone does not keep its locks for hours.
            + " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=12s"
            // Whatever the role or the server allows others: a migration takes the time that it needs.
            + " -c statement_timeout=0 -c transaction_timeout=0 -c idle_in_transaction_session_timeout=0"
            + " -c idle_session_timeout=0";

    private Schema() {}

    /**
     * Brings the users of the Go service over if there are any, and applies the migrations that are missing, outside any
     * pool and without its time limits.
     *
     * @throws users.api.UserException with {@link users.api.UserError.DatabaseUnavailable} when it cannot be reached
     * @throws UnsuitableDatabaseException when it can never be worked with
     * @throws TakeoverRefusedException when the users of the Go service must be mended first
     * @throws MigrationsRefusedException when the schema is another one
     */
    public static Migrations.Applied migrate(DatabaseSettings settings) {
        return migrate(settings, Optional.empty());
    }

    /**
     * Likewise as another role than the server's, which is granted what the server needs and owns nothing.
     *
     * @throws SchemaBehindException when others own a table, of whom the grants must be asked
     */
    public static Migrations.Applied migrate(DatabaseSettings settings, MigrationSettings.Role role) {
        return migrate(settings.as(role), Optional.of(settings.username()));
    }

    private static Migrations.Applied migrate(DatabaseSettings settings, Optional<String> server) {
        return SqlFailures.translate(() -> {
            try {
                // First of all: what a pooler does to migrations cannot be undone by ending the server.
                DatabaseCheck.connection(settings.forMigrations()).close();
                return migrate(migrating(settings), server);
            } catch (SQLException e) {
                throw new DbClientException("The schema could not be migrated", e);
            }
        });
    }

    private static Migrations.Applied migrate(DataSource database, Optional<String> server) throws SQLException {
        var applied = tookOver(database) ? Migrations.applyAfterFirst(database) : Migrations.apply(database);
        if (server.isPresent()) {
            try (var connection = database.getConnection()) {
                ServerRights.grant(connection, server.get());
            }
        }
        return applied;
    }

    private static boolean tookOver(DataSource database) throws SQLException {
        try (var connection = database.getConnection()) {
            return Takeover.run(connection);
        }
    }

    private static DataSource migrating(DatabaseSettings settings) {
        var database = settings.forMigrations();
        database.setOptions(database.getOptions() + MIGRATING);
        return database;
    }

    /**
     * Returns when the migrations that this server needs have been applied, and it may do what it has to.
     *
     * @throws SQLException when it cannot be looked at
     * @throws UnsuitableDatabaseException when it can never be worked with
     * @throws SchemaBehindException when something is missing
     */
    public static void require(DatabaseSettings settings) throws SQLException {
        try (var connection = DatabaseCheck.connection(settings.forLooking())) {
            SchemaVersion.require(connection);
        }
    }
}
