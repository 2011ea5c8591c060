package users.shell.connection;

import java.util.Optional;

/** What was said of how to reach the server, and as whom, is of no use: a file, or the command that prints the token. */
public final class AccessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence without a full stop, that names the option */
    AccessException(String message) {
        super(message);
    }

    /** The one that a failure is due to. */
    public static Optional<AccessException> behind(Throwable failure) {
        return Causes.of(failure).first(AccessException.class);
    }
}
