package users.api;

/** Carries a {@link UserError} to whoever can act on it. */
public final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient UserError error;

    public UserException(UserError error) {
        super(error.message());
        this.error = error;
    }

    /** With the throw that was behind it, for the log. */
    public UserException(UserError error, Throwable cause) {
        super(error.message(), cause);
        this.error = error;
    }

    public UserError error() {
        return error;
    }
}
