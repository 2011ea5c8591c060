package users.server.postgres.database;

import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;

/**
 * Between the server and PostgreSQL there is a connection pooler, such as PgBouncer. One in transaction mode gives each
 * transaction another session: the lock of the migrations would stay behind on one of them, and nobody could listen.
 */
public final class PoolerException extends RuntimeException {

    /** An option of the session that PostgreSQL keeps, and that a pooler refuses or drops. */
    static final String OPTIONS = "-c users.direct=on";

    /** Of a protocol or a feature: so poolers refuse options, of which PostgreSQL refuses none. */
    private static final Set<String> REFUSALS = Set.of("08P01", "0A000");

    private static final long serialVersionUID = 1L;

    private PoolerException() {
        super(
                "DB_HOST and DB_PORT lead to a connection pooler such as PgBouncer: name PostgreSQL itself there, since the"
                        + " server keeps a pool of its own, and its migrations, its settings of sessions and LISTEN do not work"
                        + " through another");
    }

    /**
     * Returns when connections are PostgreSQL's own.
     *
     * @param database makes connections with {@link #OPTIONS}
     */
    static void refuse(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var marks = statement.executeQuery("select current_setting('users.direct', true)")) {
            if (!marks.next() || !"on".equals(marks.getString(1))) {
                throw new PoolerException();
            }
        } catch (PSQLException e) {
            // Of the server that was asked, and not of the driver.
            if (REFUSALS.contains(e.getSQLState()) && e.getServerErrorMessage() != null) {
                throw new PoolerException();
            }
            throw e;
        }
    }
}
