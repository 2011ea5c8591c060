package users.shell.execution;

/** What was asked cannot be done here; the message is one sentence without a full stop. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
