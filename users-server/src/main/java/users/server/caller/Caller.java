package users.server.caller;

/**
 * Who wants what is being done, as far as the service knows.
 *
 * @param name as users.changes keeps it
 */
public record Caller(String name) {

    /** Whoever calls without saying who it is. */
    public static final Caller ANONYMOUS = new Caller("anonymous");
    /** The server, by itself. */
    public static final Caller SERVER = new Caller("users-server");

    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    /** The caller of the piece that runs. */
    public static Caller current() {
        return CURRENT.isBound() ? CURRENT.get() : ANONYMOUS;
    }

    /** Runs a piece in this caller's name. */
    public <T> T call(ScopedValue.CallableOp<T, RuntimeException> piece) {
        return ScopedValue.where(CURRENT, this).call(piece);
    }
}
