package users.server;

import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;

/** What keeps the server from using its database, in words for whoever runs it. */
final class DatabaseObstacle {

    private static final Logger LOG = Logger.getLogger(DatabaseObstacle.class.getName());

    /** Something that needs the database. */
    interface Attempt {
        void run() throws SQLException;
    }

    private DatabaseObstacle() {}

    /**
     * What is in the way of an attempt; empty when it succeeds.
     *
     * @throws StartException the attempt's own: it is in the way for ever
     */
    static Optional<String> to(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (StartException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "the database cannot be used", e);
            return Optional.of(reason(e));
        }
    }

    private static String reason(Throwable thrown) {
        return sqlException(Optional.of(thrown))
                .map(DatabaseObstacle::reason)
                .orElse("the database does not answer, which LOG_LEVEL=debug says more of");
    }

    private static String reason(SQLException exception) {
        var state = exception.getSQLState();
        return switch (state) {
            case "28P01" ->
                "the database refuses the user name or the password, see DB_USERNAME and DB_PASSWORD (SQLSTATE 28P01)";
            case "28000" ->
                "the database does not let this user name in, or not with this certificate, see DB_USERNAME, DB_SSLCERT and DB_SSLKEY (SQLSTATE 28000)";
            case "3D000" -> "there is no such database, see DB_NAME (SQLSTATE 3D000)";
            case "42501" -> "the role may not apply the migrations, see DB_USERNAME (SQLSTATE 42501)" + said(exception);
            case "55P03" ->
                "somebody else uses the table that is to be migrated, such as a service that should be stopped first"
                        + " (SQLSTATE 55P03)";
            case "08001", "08004", "08006" -> unreached(exception).formatted(state);
            default -> "the database fails with SQLSTATE " + state + said(exception);
        };
    }

    private static String unreached(SQLException exception) {
        return exception.getCause() instanceof SSLException
                ? "the database and the server do not agree on their certificates, see DB_SSLMODE, DB_SSLROOTCERT,"
                        + " DB_SSLCERT and DB_SSLKEY (SQLSTATE %s)"
                : "the database cannot be reached, see DB_HOST, DB_PORT and DB_SSLMODE (SQLSTATE %s)";
    }

    /**
     * What PostgreSQL says, without the details, which have values of rows. The sentences of class 22, about data, and
     * those of drivers can have them, too, or what else must not be in a log.
     */
    private static String said(SQLException exception) {
        return exception instanceof PSQLException refusal
                        && !exception.getSQLState().startsWith("22")
                ? Optional.ofNullable(refusal.getServerErrorMessage())
                        .flatMap(message -> Optional.ofNullable(message.getMessage()))
                        .map(": "::concat)
                        .orElse("")
                : "";
    }

    private static Optional<SQLException> sqlException(Optional<Throwable> thrown) {
        return thrown.flatMap(found -> found instanceof SQLException exception && exception.getSQLState() != null
                ? Optional.of(exception)
                : sqlException(Optional.ofNullable(found.getCause())));
    }
}
