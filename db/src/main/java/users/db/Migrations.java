package users.db;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schema {@code users} of a database to what this version of the server needs. */
public final class Migrations {

    private static final String SCHEMA = "users";

    private Migrations() {}

    /**
     * Applies what is missing, once however many servers start at a time: the others wait.
     *
     * @param database makes connections of a role that owns the schema or may create it, without a statement timeout
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached, or a migration fails or is not
     *     the one that was applied under its number
     */
    public static void apply(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .defaultSchema(SCHEMA)
                .resourceProvider(new MigrationFiles())
                .locations("classpath:users/db/migrations")
                .failOnMissingLocations(false)
                .load()
                .migrate();
    }
}
