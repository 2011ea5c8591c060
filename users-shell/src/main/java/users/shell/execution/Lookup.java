package users.shell.execution;

import java.util.ArrayList;
import java.util.List;
import users.api.User;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.Users;

/** Finds several users; that one of them is not there is no failure for the others. */
record Lookup(Users users, boolean showDeleted) {

    /** So many users fit into an answer, whatever labels they have. */
    private static final int MAXIMUM_BATCH = 24;

    /**
     * What was found.
     *
     * @param missing why each of the others was not
     */
    record Found(List<User> users, List<UserError> missing) {}

    Found find(List<UserKey> keys) {
        var ids = keys.stream()
                .filter(UserId.class::isInstance)
                .map(UserId.class::cast)
                .toList();
        return ids.size() == keys.size() && !showDeleted ? together(ids) : oneByOne(keys);
    }

    private Found together(List<UserId> ids) {
        var found = new Found(new ArrayList<>(), new ArrayList<>());
        for (int from = 0; from < ids.size(); from += MAXIMUM_BATCH) {
            var batch = users.get(ids.subList(from, Math.min(from + MAXIMUM_BATCH, ids.size())));
            found.users().addAll(batch.users());
            batch.missing().forEach(id -> found.missing().add(new UserError.NotFound(id)));
        }
        return found;
    }

    private Found oneByOne(List<UserKey> keys) {
        var found = new Found(new ArrayList<>(), new ArrayList<>());
        for (var key : keys) {
            try {
                found.users().add(users.get(key, showDeleted));
            } catch (UserException e) {
                switch (e.error()) {
                    case UserError.NotFound missing -> found.missing().add(missing);
                    case UserError.Deleted missing -> found.missing().add(missing);
                    case UserError other -> throw e;
                }
            }
        }
        return found;
    }
}
