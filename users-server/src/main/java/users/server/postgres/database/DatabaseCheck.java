package users.server.postgres.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;

/** Looks whether a database is one that the server can work with, before anything is asked of it. */
final class DatabaseCheck {

    /** An option of the session that PostgreSQL keeps, and that a pooler refuses or drops. */
    static final String OPTIONS = "-c users.direct=on";

    /** Of a protocol or a feature: so poolers refuse options, of which PostgreSQL refuses none. */
    private static final Set<String> REFUSALS = Set.of("08P01", "0A000");

    private static final int OLDEST = 17;

    private DatabaseCheck() {}

    /**
     * A connection that is PostgreSQL's own. Through a pooler in transaction mode each transaction has another session: the
     * lock of the migrations would stay behind on one of them, and nobody could listen.
     *
     * @param database makes connections with {@link #OPTIONS}
     * @throws UnsuitableDatabaseException when it is a pooler's, or PostgreSQL is too old
     */
    static Connection connection(DataSource database) throws SQLException {
        try {
            var connection = database.getConnection();
            try {
                requireOwn(connection);
                requireVersion(
                        connection.getMetaData().getDatabaseMajorVersion(),
                        connection.getMetaData().getDatabaseProductVersion());
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (PSQLException e) {
            // Of the server that was asked, and not of the driver.
            if (REFUSALS.contains(e.getSQLState()) && e.getServerErrorMessage() != null) {
                throw pooler();
            }
            throw e;
        }
    }

    private static void requireOwn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var marks = statement.executeQuery("select current_setting('users.direct', true)")) {
            if (!marks.next() || !"on".equals(marks.getString(1))) {
                throw pooler();
            }
        }
    }

    static void requireVersion(int version, String name) {
        if (version < OLDEST) {
            throw new UnsuitableDatabaseException(
                    "PostgreSQL must be %d or newer, not %s: move the database to a newer one".formatted(OLDEST, name));
        }
    }

    private static UnsuitableDatabaseException pooler() {
        return new UnsuitableDatabaseException(
                "DB_HOST and DB_PORT lead to a connection pooler such as PgBouncer: name PostgreSQL itself there, since the"
                        + " server keeps a pool of its own, and its migrations, its settings of sessions and LISTEN do not work"
                        + " through another");
    }
}
