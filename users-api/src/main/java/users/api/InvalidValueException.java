package users.api;

import static java.util.Objects.requireNonNull;

/**
 * A value that its type refuses. The message says what the value must be and fits behind a field's name; it does not
 * repeat the value.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidValueException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
