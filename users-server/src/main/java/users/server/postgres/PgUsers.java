package users.server.postgres;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.api.ExportedUser;
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
import users.api.UserEvent;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.server.passwords.PasswordHashing;
import users.server.postgres.changes.History;
import users.server.postgres.changes.Watches;
import users.server.postgres.database.Database;
import users.server.postgres.exports.UserExports;
import users.server.postgres.imports.UserImport;
import users.server.postgres.lists.UserPages;
import users.server.postgres.rows.UserReads;
import users.server.postgres.rows.UserRows;

/** The users in PostgreSQL. */
public final class PgUsers implements Users {

    private final UserReads reads;
    private final UserPages pages;
    private final UserWrites writes;
    private final RecycleBin recycleBin;
    private final Passwords passwords;
    private final History history;
    private final Watches watches;
    private final UserImport imports;
    private final UserExports exports;

    /** On a database whose migrations are applied; all of them stay their owner's to close. */
    public PgUsers(Database database, PasswordHashing hashing, Retention retention, Watches watches) {
        var client = database.client();
        var rows = new UserRows(retention.recycleBin());
        reads = new UserReads(client, rows);
        pages = new UserPages(database, rows);
        writes = new UserWrites(client, hashing, rows, reads);
        recycleBin = new RecycleBin(client, reads);
        passwords = new Passwords(client, hashing, rows, reads);
        history = new History(client, reads);
        this.watches = watches;
        imports = new UserImport(database, hashing);
        exports = new UserExports(database, rows);
    }

    @Override
    public User create(NewUser user, WriteOptions options) {
        return told(writes.create(user, options));
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
        return told(writes.update(update, options));
    }

    @Override
    public User delete(UserDeletion deletion, WriteOptions options) {
        return told(writes.delete(deletion, options));
    }

    @Override
    public User undelete(UserId id, WriteOptions options) {
        return told(writes.undelete(id, options));
    }

    @Override
    public void purge(UserId id) {
        recycleBin.purge(id);
        watches.changed();
    }

    @Override
    public User verifyPassword(UserKey key, Password password) {
        return passwords.verify(key, password);
    }

    @Override
    public User changePassword(UserId id, Password oldPassword, Password newPassword) {
        return told(passwords.change(id, oldPassword, newPassword));
    }

    @Override
    public User setPassword(UserId id, Password password) {
        return told(passwords.set(id, password));
    }

    @Override
    public List<ImportResult> importUsers(ImportOptions options, List<ImportRow> rows) {
        var results = imports.run(options, rows);
        watches.changed();
        return results;
    }

    @Override
    public Stream<ExportedUser> export(Filter filter, boolean passwordHashes) {
        return exports.start(filter, passwordHashes);
    }

    @Override
    public Stream<UserEvent> watch(Filter filter, Optional<ResumeToken> resume) {
        return watches.watch(filter, resume);
    }

    @Override
    public UserChangePage changes(UserChangeQuery query) {
        return history.list(query);
    }

    /** What a write has made, once who watches will hear of it. */
    private User told(User written) {
        watches.changed();
        return written;
    }
}
