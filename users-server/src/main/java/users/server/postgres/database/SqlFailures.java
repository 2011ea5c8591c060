package users.server.postgres.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import users.api.Labels;
import users.api.UserError;
import users.api.UserException;
import users.api.Violation;
import users.server.tracing.DatabaseSpans;

/** What PostgreSQL refuses, as errors that a caller can act on (SQLSTATE: PostgreSQL's Appendix A). */
public final class SqlFailures {

    private static final int ATTEMPTS = 4;
    private static final long LONGEST_PAUSE_MILLIS = 20;
    private static final Set<String> IDLE_FOR_TOO_LONG = Set.of("25P03", "25P04");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private SqlFailures() {}

    /** Runs a statement. What it throws that is no known failure passes through. */
    public static <T> T translate(Supplier<T> statement) {
        return translate(statement, Optional::empty);
    }

    /**
     * Runs a statement that stores what must be unique.
     *
     * @param conflict which error it is that somebody has it; empty when nobody has it any more
     */
    public static <T> T translate(Supplier<T> statement, Supplier<Optional<UserError>> conflict) {
        for (int attempt = 1; ; attempt++) {
            try {
                return statement.get();
            } catch (RuntimeException e) {
                var cause = sqlException(e);
                cause.ifPresent(DatabaseSpans::failed);
                if (cause.isEmpty()) {
                    throw e;
                }
                var error = error(cause.get(), conflict);
                if (error.isPresent()) {
                    throw new UserException(error.get(), e);
                }
                if (!worthAnotherAttempt(cause.get())) {
                    throw e;
                }
                if (attempt == ATTEMPTS || !pause(attempt)) {
                    throw new UserException(new UserError.DatabaseUnavailable(RETRY_AFTER), e);
                }
            }
        }
    }

    /** Random, so that those who were in each other's way do not meet again. */
    private static boolean pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS * attempt));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<UserError> error(SQLException exception, Supplier<Optional<UserError>> conflict) {
        var state = state(exception);
        return switch (state) {
            case "23505" -> conflict.get();
            case "23514" -> limit(exception);
            // By the statement's timeout, or waiting for a lock by one that a role was given.
            case "57014", "55P03" -> Optional.of(new UserError.StatementTimeout());
            default ->
                isUnavailable(exception, state)
                        ? Optional.of(new UserError.DatabaseUnavailable(RETRY_AFTER))
                        : Optional.empty();
        };
    }

    /** Single labels that were each fine are too many together. */
    private static Optional<UserError> limit(SQLException exception) {
        return exception instanceof PSQLException violation
                        && violation.getServerErrorMessage() instanceof ServerErrorMessage message
                        && "users_labels_fit".equals(message.getConstraint())
                ? Optional.of(new UserError.Invalid(
                        List.of(new Violation("user.labels", Labels.tooMany().getMessage()))))
                : Optional.empty();
    }

    private static String state(SQLException exception) {
        return Optional.ofNullable(exception.getSQLState()).orElse("");
    }

    /** A deadlock, a serialization failure or a conflict that is over: another transaction was in the way. */
    private static boolean worthAnotherAttempt(SQLException exception) {
        return switch (state(exception)) {
            case "40001", "40P01", "23505" -> true;
            default -> false;
        };
    }

    /**
     * Gone, starting, stopping, full, out of resources, or a standby; tired of an idle transaction; or no connection was
     * free in time, which the pool tells by the class.
     */
    private static boolean isUnavailable(SQLException exception, String state) {
        return exception instanceof java.sql.SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P0")
                || state.startsWith("53")
                || IDLE_FOR_TOO_LONG.contains(state)
                || state.equals("25006");
    }

    static Optional<SQLException> sqlException(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException exception) {
                return Optional.of(exception);
            }
        }
        return Optional.empty();
    }
}
