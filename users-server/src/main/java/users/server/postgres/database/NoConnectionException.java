package users.server.postgres.database;

import io.helidon.dbclient.DbClientException;
import java.io.Serial;
import java.sql.SQLException;

/** No connection could be had, so that not even a transaction has begun. */
final class NoConnectionException extends DbClientException {

    @Serial
    private static final long serialVersionUID = 1;

    NoConnectionException(SQLException cause) {
        super("No connection", cause);
    }
}
