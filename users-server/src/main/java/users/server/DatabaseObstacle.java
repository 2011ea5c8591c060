package users.server;

import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What keeps the server from using its database, in words for whoever runs it. */
final class DatabaseObstacle {

    private static final Logger LOG = Logger.getLogger(DatabaseObstacle.class.getName());

    /** Something that needs the database. */
    interface Attempt {
        void run() throws SQLException;
    }

    private DatabaseObstacle() {}

    /** What is in the way of an attempt; empty when it succeeds. */
    static Optional<String> to(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "the database cannot be used", e);
            return Optional.of(reason(e));
        }
    }

    /** By SQLSTATE: the texts of servers and drivers can quote what must not be in a log. */
    private static String reason(Throwable thrown) {
        var state = sqlState(Optional.of(thrown));
        return switch (state.orElse("")) {
            case "" -> "the database does not answer, or refuses its migrations, which LOG_LEVEL=debug says more of";
            case "28000", "28P01" ->
                "the database refuses the user name or the password, see DB_USERNAME and DB_PASSWORD (SQLSTATE %s)"
                        .formatted(state.get());
            case "3D000" -> "there is no such database, see DB_NAME (SQLSTATE 3D000)";
            case "42501" -> "the role may not apply the migrations, see DB_USERNAME (SQLSTATE 42501)";
            case "08001", "08004", "08006" ->
                "the database cannot be reached, see DB_HOST, DB_PORT and DB_SSLMODE (SQLSTATE %s)"
                        .formatted(state.get());
            default -> "the database fails with SQLSTATE " + state.get();
        };
    }

    private static Optional<String> sqlState(Optional<Throwable> thrown) {
        return thrown.flatMap(found -> found instanceof SQLException exception && exception.getSQLState() != null
                ? Optional.of(exception.getSQLState())
                : sqlState(Optional.ofNullable(found.getCause())));
    }
}
