package users.server;

/** The server cannot start; the message is one sentence that says what is wrong and how to mend it. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
