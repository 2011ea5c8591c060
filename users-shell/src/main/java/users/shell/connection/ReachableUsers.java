package users.shell.connection;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import users.api.NewUser;
import users.api.User;
import users.api.UserBatch;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.api.WriteOptions;

/** Users of a server that may not be there: says so in a sentence, and not in gRPC's words. */
record ReachableUsers(Endpoint endpoint, Users users) implements Users {

    /** Without details, as only these come as refusals: nobody answered in time, or what answered is no Users server. */
    private static final Set<String> NOT_OURS = Set.of("DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNKNOWN");

    @Override
    public User create(NewUser user, WriteOptions options) {
        return call(() -> users.create(user, options));
    }

    @Override
    public User get(UserKey key, boolean showDeleted) {
        return call(() -> users.get(key, showDeleted));
    }

    @Override
    public UserBatch get(List<UserId> ids) {
        return call(() -> users.get(ids));
    }

    @Override
    public UserPage list(UserQuery query) {
        return call(() -> users.list(query));
    }

    @Override
    public User update(UserUpdate update, WriteOptions options) {
        return call(() -> users.update(update, options));
    }

    @Override
    public User delete(UserDeletion deletion, WriteOptions options) {
        return call(() -> users.delete(deletion, options));
    }

    @Override
    public User undelete(UserId id, WriteOptions options) {
        return call(() -> users.undelete(id, options));
    }

    @Override
    public void purge(UserId id) {
        call(() -> {
            users.purge(id);
            return id;
        });
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
