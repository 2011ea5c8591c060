package users.db;

import static java.util.Objects.requireNonNull;

/** The schema is not yet what this server needs, which somebody else is to mend; the message says what and how. */
public final class SchemaBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaBehindException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
