package users.shell.connection;

/** Whether a server takes calls. */
public enum Health {
    /** It does. */
    SERVING,
    /** It is there and does not, as without its database. */
    NOT_SERVING
}
