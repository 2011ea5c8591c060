package users.server.postgres;

import java.util.List;
import users.api.NewUser;
import users.api.User;
import users.api.UserBatch;
import users.api.UserDeletion;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.api.WriteOptions;
import users.server.passwords.PasswordHashing;

/** The users in PostgreSQL. */
public final class PgUsers implements Users {

    private final UserReads reads;
    private final UserPages pages;
    private final UserWrites writes;
    private final RecycleBin recycleBin;

    /** On a database whose migrations are applied; both stay their owner's to close. */
    public PgUsers(Database database, PasswordHashing hashing, Retention retention) {
        var client = database.client();
        var rows = new UserRows(retention.recycleBin());
        reads = new UserReads(client, rows);
        pages = new UserPages(database, rows);
        writes = new UserWrites(client, hashing, rows, reads);
        recycleBin = new RecycleBin(client, reads);
    }

    @Override
    public User create(NewUser user, WriteOptions options) {
        return writes.create(user, options);
    }

    @Override
    public User get(UserKey key, boolean showDeleted) {
        return reads.get(key, showDeleted);
    }

    @Override
    public UserBatch get(List<UserId> ids) {
        return reads.get(ids);
    }

    @Override
    public UserPage list(UserQuery query) {
        return pages.list(query);
    }

    @Override
    public User update(UserUpdate update, WriteOptions options) {
        return writes.update(update, options);
    }

    @Override
    public User delete(UserDeletion deletion, WriteOptions options) {
        return writes.delete(deletion, options);
    }

    @Override
    public User undelete(UserId id, WriteOptions options) {
        return writes.undelete(id, options);
    }

    @Override
    public void purge(UserId id) {
        recycleBin.purge(id);
    }
}
