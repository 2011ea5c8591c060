package users.shell.text;

/** A text of which nothing more can be read; the message says why and fits behind the text's name. */
public final class UnreadableTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableTextException(String message) {
        super(message);
    }
}
