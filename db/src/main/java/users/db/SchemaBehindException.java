package users.db;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/** The schema lacks migrations, which somebody else is to apply; the message says which and how. */
public final class SchemaBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaBehindException(OptionalInt found, int needed) {
        super("the schema is %s, this server needs version %d: run `users-server migrate`"
                .formatted(found.isPresent() ? "at version " + found.getAsInt() : "not there", needed));
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
