package users.db;

/** The development database cannot start; the message is one sentence for whoever started it. */
public final class DevelopmentDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DevelopmentDatabaseException(String message) {
        super(message);
    }

    public DevelopmentDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
