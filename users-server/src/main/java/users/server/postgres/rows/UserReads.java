package users.server.postgres.rows;

import com.google.gson.Gson;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatementGet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import users.api.Email;
import users.api.User;
import users.api.UserBatch;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.Violation;
import users.server.postgres.database.SqlFailures;

/** Finds users by what names them. */
public final class UserReads {

    private static final Gson GSON = new Gson();

    private final DbClient client;
    private final UserRows rows;

    public UserReads(DbClient client, UserRows rows) {
        this.client = client;
        this.rows = rows;
    }

    public User get(UserKey key, boolean showDeleted) {
        return find(key)
                .or(() -> showDeleted ? findDeleted(key) : Optional.empty())
                .orElseThrow(() -> new UserException(missing(key)));
    }

    public UserBatch get(List<UserId> asked) {
        var ids = new LinkedHashSet<>(asked);
        var json = GSON.toJson(ids.stream().map(UserId::toString).toList());
        var read = SqlFailures.translate(() -> {
            try (var users = client.execute()
                    .createNamedQuery("get-users")
                    .addParam("ids", json)
                    .addParam("answer_bytes", AnswerLimit.BYTES)
                    .execute()) {
                return users.toList();
            }
        });
        if (!read.isEmpty() && AnswerLimit.more(read.getLast())) {
            throw new UserException(new UserError.Invalid(
                    List.of(new Violation("ids", "must be those of users with less text and labels: ask for fewer"))));
        }
        var found = read.stream().map(rows::user).collect(Collectors.toMap(User::id, Function.identity()));
        return new UserBatch(
                ids.stream().filter(found::containsKey).map(found::get).toList(),
                ids.stream().filter(id -> !found.containsKey(id)).toList());
    }

    public Optional<User> find(UserKey key) {
        return find(key, "get-user-by-id", "get-user-by-email").map(rows::user);
    }

    public Optional<User> findDeleted(UserKey key) {
        return find(key, "get-deleted-user-by-id", "get-deleted-user-by-email").map(rows::deletedUser);
    }

    /** Which failure it is that a user is not there. */
    public UserError missing(UserKey key) {
        return findDeleted(key)
                .<UserError>map(user -> new UserError.Deleted(user.id()))
                .orElseGet(() -> new UserError.NotFound(key));
    }

    /** Which failure it is that somebody has an e-mail; empty when nobody has it. */
    public Optional<UserError> taken(Email email) {
        return find(email).map(holder -> new UserError.EmailTaken(email, holder.id()));
    }

    /** The row of a statement for ids, or of one for e-mails. */
    public Optional<DbRow> find(UserKey key, String byId, String byEmail) {
        DbStatementGet statement = switch (key) {
            case UserId id -> client.execute().createNamedGet(byId).addParam("id", id.toString());
            case Email email -> client.execute().createNamedGet(byEmail).addParam("email_key", email.key());
        };
        return SqlFailures.translate(statement::execute);
    }
}
