package users.shell.connection;

import java.util.Set;
import java.util.function.Supplier;
import users.api.NewUser;
import users.api.User;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;

/** Users of a server that may not be there: says so in a sentence, and not in gRPC's words. */
record ReachableUsers(Endpoint endpoint, Users users) implements Users {

    /** Without details, as only these come as refusals: nobody answered in time, or what answered is no Users server. */
    private static final Set<String> NOT_OURS = Set.of("DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNKNOWN");

    @Override
    public User create(NewUser user) {
        return call(() -> users.create(user));
    }

    @Override
    public User get(UserKey key) {
        return call(() -> users.get(key));
    }

    @Override
    public UserPage list(UserQuery query) {
        return call(() -> users.list(query));
    }

    @Override
    public User update(UserUpdate update) {
        return call(() -> users.update(update));
    }

    @Override
    public User delete(UserDeletion deletion) {
        return call(() -> users.delete(deletion));
    }

    private <T> T call(Supplier<T> method) {
        try {
            return method.get();
        } catch (UserException e) {
            boolean unreachable = switch (e.error()) {
                case UserError.Unreachable any -> true;
                case UserError.Refused(var code, var reason) -> NOT_OURS.contains(code);
                case UserError any -> false;
            };
            throw unreachable ? new UserException(new UserError.Unreachable(Unreachable.explain(endpoint, e)), e) : e;
        }
    }
}
