package users.server.postgres.database;

import static java.util.Objects.requireNonNull;

/** The server cannot work with what is behind {@code DB_HOST}, however long it waits; the message says why. */
public final class UnsuitableDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsuitableDatabaseException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
