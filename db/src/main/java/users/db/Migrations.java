package users.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema {@code users} of a database to what this version of the server needs. */
public final class Migrations {

    private static final String SCHEMA = "users";

    private Migrations() {}

    /**
     * What was done.
     *
     * @param from the schema's version before; empty when there was none
     * @param to its version now; empty when nothing was missing
     */
    public record Applied(Optional<String> from, Optional<String> to) {}

    /**
     * Applies what is missing, once however many servers start at a time: the others wait.
     *
     * @param database makes connections of a role that owns the schema or may create it, without a statement timeout
     * @throws MigrationsRefusedException when the schema is not one that these migrations can go on from
     * @throws FlywayException when the database cannot be reached, or fails in a migration
     */
    public static Applied apply(DataSource database) {
        return migrate(configuration(database));
    }

    /**
     * Likewise on a schema that has the tables of the first migration, be there a history of migrations that says so or
     * not.
     */
    public static Applied applyAfterFirst(DataSource database) {
        return migrate(configuration(database).baselineOnMigrate(true).baselineVersion("1"));
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
                // Whoever is not the first waits, however long it takes that one.
                .lockRetryCount(-1)
                .resourceProvider(new MigrationFiles())
                .locations("classpath:users/db/migrations")
                .failOnMissingLocations(false);
    }

    private static Applied migrate(FluentConfiguration configuration) {
        try {
            var result = configuration.load().migrate();
            return new Applied(
                    Optional.ofNullable(result.initialSchemaVersion),
                    Optional.ofNullable(result.targetSchemaVersion).filter(version -> result.migrationsExecuted > 0));
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
