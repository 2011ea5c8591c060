package users.db;

import java.sql.Connection;
import java.sql.SQLException;

/** Which migrations a schema has had, for a server that leaves them to somebody else. */
public final class SchemaVersion {

    /** Asked of the catalogue, which answers whoever may not use the schema, too. */
    private static final String HISTORY = """
            select 1 from pg_class
            where relnamespace = to_regnamespace('users') and relname = 'flyway_schema_history'
            """;

    private static final String NEWEST = """
            select cast(version as integer) as version from users.flyway_schema_history
            where success and version is not null
            order by cast(version as integer) desc
            limit 1
            """;

    private SchemaVersion() {}

    /**
     * Returns when the schema has what this version of the server needs, and lets it. It may have more: what later
     * migrations add is in nobody's way.
     *
     * @param connection of the server's role
     * @throws SchemaBehindException when it has less
     */
    public static void require(Connection connection) throws SQLException {
        int needed = MigrationFiles.newest();
        if (FirstValue.of(connection, HISTORY).isEmpty()) {
            throw behind("not there", needed);
        }
        ServerRights.require(connection);
        int found = FirstValue.of(connection, NEWEST).map(Integer::parseInt).orElse(0);
        if (found < needed) {
            throw behind("at version " + found, needed);
        }
    }

    private static SchemaBehindException behind(String found, int needed) {
        return new SchemaBehindException(
                "the schema is %s, this server needs version %d: run `users-server migrate`".formatted(found, needed));
    }
}
