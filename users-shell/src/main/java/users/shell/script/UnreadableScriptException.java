package users.shell.script;

/** A batch of which nothing may run; the message says why and fits behind the batch's name. */
public final class UnreadableScriptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableScriptException(String message) {
        super(message);
    }
}
