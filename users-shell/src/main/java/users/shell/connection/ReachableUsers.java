package users.shell.connection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.NewUser;
import users.api.Password;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserBatch;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.api.WriteOptions;
import users.api.filter.Filter;

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

    @Override
    public User verifyPassword(UserKey key, Password password) {
        return call(() -> users.verifyPassword(key, password));
    }

    @Override
    public User changePassword(UserId id, Password oldPassword, Password newPassword) {
        return call(() -> users.changePassword(id, oldPassword, newPassword));
    }

    @Override
    public User setPassword(UserId id, Password password) {
        return call(() -> users.setPassword(id, password));
    }

    @Override
    public List<ImportResult> importUsers(ImportOptions options, List<ImportRow> rows) {
        return call(() -> users.importUsers(options, rows));
    }

    @Override
    public Stream<User> export(Filter filter) {
        return call(() -> users.export(filter));
    }

    @Override
    public Stream<UserEvent> watch(Filter filter, Optional<ResumeToken> resume) {
        return call(() -> users.watch(filter, resume));
    }

    @Override
    public UserChangePage changes(UserChangeQuery query) {
        return call(() -> users.changes(query));
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
