package users.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema {@code users} of a database to what this version of the server needs. */
public final class Migrations {

    private static final String SCHEMA = "users";

    private Migrations() {}

    /**
     * Applies what is missing, once however many servers start at a time: the others wait.
     *
     * @param database makes connections of a role that owns the schema or may create it, without a statement timeout
     * @throws MigrationsRefusedException when the schema is not one that these migrations can go on from
     * @throws FlywayException when the database cannot be reached, or fails in a migration
     */
    public static void apply(DataSource database) {
        apply(configuration(database));
    }

    /**
     * Likewise on a schema that has the tables of the first migration, be there a history of migrations that says so or
     * not.
     */
    public static void applyAfterFirst(DataSource database) {
        apply(configuration(database).baselineOnMigrate(true).baselineVersion("1"));
    }

    /** The first migration, in SQL. */
    public static String first() {
        var name = MigrationFiles.NAMES.getFirst();
        try (var sql = Objects.requireNonNull(Migrations.class.getResourceAsStream("migrations/" + name))) {
            return new String(sql.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FluentConfiguration configuration(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .defaultSchema(SCHEMA)
                .resourceProvider(new MigrationFiles())
                .locations("classpath:users/db/migrations")
                .failOnMissingLocations(false);
    }

    private static void apply(FluentConfiguration configuration) {
        try {
            configuration.load().migrate();
        } catch (FlywayException e) {
            if (saysTheDatabase(e)) {
                throw e;
            }
            throw new MigrationsRefusedException(e);
        }
    }

    private static boolean saysTheDatabase(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
