package users.server.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;

/** What PostgreSQL refuses, as errors that a caller can act on (SQLSTATE: PostgreSQL's Appendix A). */
final class SqlFailures {

    private static final int ATTEMPTS = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private SqlFailures() {}

    /** Runs a statement. What it throws that is no known failure passes through. */
    static <T> T translate(Supplier<T> statement) {
        return translate(statement, Optional.empty());
    }

    /** Runs a statement that stores an e-mail. */
    static <T> T translate(Supplier<T> statement, Email email) {
        return translate(statement, Optional.of(email));
    }

    static <T> T translate(Supplier<T> statement, Optional<Email> email) {
        for (int attempt = 1; ; attempt++) {
            try {
                return statement.get();
            } catch (RuntimeException e) {
                var cause = sqlException(e);
                if (cause.isEmpty()) {
                    throw e;
                }
                if (attempt == ATTEMPTS || !worthAnotherAttempt(cause.get())) {
                    throw error(cause.get(), email)
                            .<RuntimeException>map(error -> new UserException(error, e))
                            .orElse(e);
                }
            }
        }
    }

    private static Optional<UserError> error(SQLException exception, Optional<Email> email) {
        var state = Optional.ofNullable(exception.getSQLState()).orElse("");
        return switch (state) {
            case "23505" -> email.map(UserError.EmailTaken::new);
            case "57014" -> Optional.of(new UserError.StatementTimeout());
            default ->
                isUnavailable(exception, state)
                        ? Optional.of(new UserError.DatabaseUnavailable(RETRY_AFTER))
                        : Optional.empty();
        };
    }

    /** A deadlock or a serialization failure: another transaction was in the way and is over. */
    private static boolean worthAnotherAttempt(SQLException exception) {
        return "40001".equals(exception.getSQLState()) || "40P01".equals(exception.getSQLState());
    }

    /**
     * Gone, starting, stopping, full, or a standby; or no connection was free in time, which the pool tells by the class.
     */
    private static boolean isUnavailable(SQLException exception, String state) {
        return exception instanceof java.sql.SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("53300")
                || state.equals("25006");
    }

    private static Optional<SQLException> sqlException(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException exception) {
                return Optional.of(exception);
            }
        }
        return Optional.empty();
    }
}
