package users.server.postgres;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatement;
import io.helidon.dbclient.DbStatementGet;
import java.util.Optional;
import users.api.Email;
import users.api.NewUser;
import users.api.Profile;
import users.api.User;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.server.passwords.PasswordHashing;

/** The users in PostgreSQL. Each call is one statement that decides, so that no call leaves half of its work behind. */
public final class PgUsers implements Users {

    private final DbClient client;
    private final PasswordHashing hashing;
    private final UserPages pages;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    /** On a database whose migrations are applied; both stay their owner's to close. */
    public PgUsers(Database database, PasswordHashing hashing) {
        client = database.client();
        this.hashing = hashing;
        pages = new UserPages(client);
    }

    @Override
    public User create(NewUser user) {
        try (var password = user.password()) {
            var email = user.profile().email();
            // The unique index decides. Asking first spares a hash, which costs a hundred times the question.
            if (find(email).isPresent()) {
                throw new UserException(new UserError.EmailTaken(email));
            }
            var hash = hashing.hash(password);
            return insert(user.profile(), hash);
        }
    }

    @Override
    public User get(UserKey key) {
        return find(key).map(UserRow::user).orElseThrow(() -> missing(key));
    }

    @Override
    public UserPage list(UserQuery query) {
        return pages.list(query);
    }

    @Override
    public User update(UserUpdate update) {
        var statement = client.execute()
                .createNamedGet("update-user")
                .addParam("id", update.id().toString());
        update.etag().ifPresent(etag -> statement.addParam("etag", etag.version()));
        update.firstName().ifPresent(name -> statement.addParam("first_name", name.value()));
        update.lastName().ifPresent(name -> statement.addParam("last_name", name.value()));
        update.nickname().ifPresent(nickname -> statement.addParam("nickname", nickname.value()));
        update.email().ifPresent(email -> addEmail(statement, email));
        update.country().ifPresent(country -> statement.addParam("country", country.value()));
        return UserRow.user(changed(update.id(), SqlFailures.translate(statement::execute, update.email())));
    }

    @Override
    public User delete(UserDeletion deletion) {
        var statement = client.execute()
                .createNamedGet("delete-user")
                .addParam("id", deletion.id().toString());
        deletion.etag().ifPresent(etag -> statement.addParam("etag", etag.version()));
        return UserRow.deletedUser(changed(deletion.id(), SqlFailures.translate(statement::execute)));
    }

    private User insert(Profile profile, String passwordHash) {
        var statement = client.execute()
                .createNamedGet("create-user")
                .addParam("id", ids.generate().toString())
                .addParam("first_name", profile.firstName().value())
                .addParam("last_name", profile.lastName().value())
                .addParam("nickname", profile.nickname().value())
                .addParam("country", profile.country().value())
                .addParam("password_hash", passwordHash);
        addEmail(statement, profile.email());
        return SqlFailures.translate(statement::execute, profile.email())
                .map(UserRow::user)
                .orElseThrow();
    }

    private Optional<DbRow> find(UserKey key) {
        return find(key, "get-user-by-id", "get-user-by-email");
    }

    private Optional<DbRow> find(UserKey key, String byId, String byEmail) {
        DbStatementGet statement = switch (key) {
            case UserId id -> client.execute().createNamedGet(byId).addParam("id", id.toString());
            case Email email -> client.execute().createNamedGet(byEmail).addParam("email_key", email.key());
        };
        return SqlFailures.translate(statement::execute);
    }

    private DbRow changed(UserId id, Optional<DbRow> found) {
        var row = found.orElseThrow(() -> missing(id));
        if (UserRow.stale(row)) {
            throw new UserException(new UserError.StaleEtag(UserRow.etag(row)));
        }
        return row;
    }

    private UserException missing(UserKey key) {
        return new UserException(find(key, "find-deleted-user-by-id", "find-deleted-user-by-email")
                .<UserError>map(row -> new UserError.Deleted(UserRow.id(row)))
                .orElseGet(() -> new UserError.NotFound(key)));
    }

    private static void addEmail(DbStatement<?> statement, Email email) {
        statement.addParam("email", email.value());
        statement.addParam("email_key", email.key());
    }
}
