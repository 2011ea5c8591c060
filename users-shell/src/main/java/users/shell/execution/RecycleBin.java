package users.shell.execution;

import users.api.Email;
import users.api.User;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.Users;

/** Finds who is in the recycle bin. */
record RecycleBin(Users users) {

    /**
     * The deleted user of this id or e-mail.
     *
     * @throws LivingHolderException when it is an e-mail that a living user has
     * @throws UserException when it is a living user's id, or nobody's
     */
    User find(UserKey key) {
        var user = users.get(key, true);
        if (user.deletion().isPresent()) {
            return user;
        }
        throw switch (key) {
            case Email email -> new LivingHolderException(email, user.id());
            case UserId id -> new UserException(new UserError.NotDeleted(id));
        };
    }
}
