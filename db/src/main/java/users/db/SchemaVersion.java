package users.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;

/** Which migrations a schema has had, for a server that leaves them to somebody else. */
public final class SchemaVersion {

    private static final String HISTORY = "select 1 where to_regclass('users.flyway_schema_history') is not null";
    private static final String NEWEST = """
            select cast(version as integer) as version from users.flyway_schema_history
            where success and version is not null
            order by cast(version as integer) desc
            limit 1
            """;

    private SchemaVersion() {}

    /**
     * Returns when the schema has what this version of the server needs. It may have more: what later migrations add is in
     * nobody's way.
     *
     * @param connection of a role that may read the history of migrations
     * @throws SchemaBehindException when it has less
     */
    public static void require(Connection connection) throws SQLException {
        int needed = MigrationFiles.newest();
        var found = number(connection, HISTORY).isEmpty() ? OptionalInt.empty() : number(connection, NEWEST);
        if (found.isEmpty() || found.getAsInt() < needed) {
            throw new SchemaBehindException(found, needed);
        }
    }

    private static OptionalInt number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
        }
    }
}
