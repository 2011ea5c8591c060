package users.server.caller;

import java.util.Optional;
import users.api.Role;
import users.api.UserError;
import users.api.UserException;

/**
 * Who wants what is being done, as far as the service knows.
 *
 * @param name as users.changes keeps it
 * @param role the highest that the caller has; empty for who is known and has none, and for who is not known
 */
public record Caller(String name, Optional<Role> role) {

    /** Whoever calls without saying who it is. */
    public static final Caller ANONYMOUS = new Caller("anonymous", Optional.empty());
    /** The server, by itself. */
    public static final Caller SERVER = new Caller("users-server", Optional.empty());

    private static final int MAXIMUM_NAME = 255;
    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    /** Whether a credential may name its holder so: a name that fits into a log and an index, and is none of ours. */
    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAXIMUM_NAME
                && text.chars().noneMatch(Character::isISOControl)
                && !text.equals(ANONYMOUS.name)
                && !text.equals(SERVER.name);
    }

    /** The caller of the piece that runs. */
    public static Caller current() {
        return CURRENT.isBound() ? CURRENT.get() : ANONYMOUS;
    }

    /** Runs a piece in this caller's name. */
    public <T> T call(ScopedValue.CallableOp<T, RuntimeException> piece) {
        return ScopedValue.where(CURRENT, this).call(piece);
    }

    /** @throws UserException with {@link UserError.RoleMissing} when this caller must not do what needs the role */
    public void require(Role needed) {
        if (role.filter(has -> has.includes(needed)).isEmpty()) {
            throw new UserException(new UserError.RoleMissing(needed));
        }
    }
}
