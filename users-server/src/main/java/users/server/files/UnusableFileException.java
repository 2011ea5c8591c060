package users.server.files;

/** A file that a setting names is not what it should be; the message is one sentence that says how to mend it. */
public final class UnusableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }
}
