package users.server.postgres;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatementGet;
import java.util.List;
import java.util.Optional;
import users.api.NewUser;
import users.api.Profile;
import users.api.User;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserUpdate;
import users.api.WriteOptions;
import users.api.password.PasswordHash;
import users.server.caller.Caller;
import users.server.passwords.PasswordHashing;
import users.server.postgres.Writes.Write;
import users.server.postgres.rows.UserParameters;
import users.server.postgres.rows.UserReads;
import users.server.postgres.rows.UserRows;

/** Changes users. Each change is one statement that decides, so that no call leaves half of its work behind. */
final class UserWrites {

    private final PasswordHashing hashing;
    private final UserRows rows;
    private final UserReads reads;
    private final Writes writes;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    UserWrites(DbClient client, PasswordHashing hashing, UserRows rows, UserReads reads) {
        this.hashing = hashing;
        this.rows = rows;
        this.reads = reads;
        writes = new Writes(client, id -> reads.get(id, true));
    }

    User create(NewUser user, WriteOptions options) {
        try (var password = user.password()) {
            var profile = user.profile();
            var id = new UserId(ids.generate());
            var write = new Write(
                    "CreateUser",
                    id,
                    List.of(profile),
                    hash -> hashing.verify(password, PasswordHash.stored(hash)).right(),
                    Optional.empty());
            // The unique index decides. Asking first spares a hash, which costs a hundred times the question.
            var taken = reads.taken(profile.email());
            var done = writes.replay(options, write);
            if (done.isPresent()) {
                return done.get();
            }
            taken.ifPresent(error -> {
                throw new UserException(error);
            });
            var hash = options.validateOnly() ? "" : hashing.hash(password);
            return writes.run(
                    options,
                    write.withPasswordHash(hash),
                    execute -> insert(execute, id, profile, hash),
                    () -> {
                        throw new IllegalStateException("A new user is always there");
                    },
                    () -> reads.taken(profile.email()));
        }
    }

    User update(UserUpdate update, WriteOptions options) {
        return writes.run(
                options,
                new Write("UpdateUser", update.id(), update.id(), update.etag(), update.profile()),
                execute -> update(execute, update),
                () -> reads.missing(update.id()),
                () -> update.profile().email().flatMap(reads::taken));
    }

    User delete(UserDeletion deletion, WriteOptions options) {
        return writes.run(
                options,
                new Write("DeleteUser", deletion.id(), deletion.id(), deletion.etag()),
                execute -> delete(execute, deletion),
                () -> reads.missing(deletion.id()),
                Optional::empty);
    }

    User undelete(UserId id, WriteOptions options) {
        return writes.run(
                options,
                new Write("UndeleteUser", id, id),
                execute -> undelete(execute, id),
                () -> reads.find(id).isPresent() ? new UserError.Exists(id) : new UserError.NotFound(id),
                () -> reads.findDeleted(id)
                        .flatMap(user -> reads.taken(user.profile().email())));
    }

    private Optional<User> insert(DbExecute execute, UserId id, Profile profile, String passwordHash) {
        var statement = by(execute.createNamedGet("create-user"))
                .addParam("id", id.toString())
                .addParam("password_hash", passwordHash);
        UserParameters.add(statement, profile);
        return statement.execute().map(rows::user);
    }

    private Optional<User> update(DbExecute execute, UserUpdate update) {
        var statement = by(execute.createNamedGet("update-user"))
                .addParam("id", update.id().toString());
        update.etag().ifPresent(etag -> statement.addParam("etag", etag.version()));
        UserParameters.add(statement, update.profile());
        return changed(statement).map(rows::user);
    }

    private Optional<User> delete(DbExecute execute, UserDeletion deletion) {
        var statement = by(execute.createNamedGet("delete-user"))
                .addParam("id", deletion.id().toString());
        deletion.etag().ifPresent(etag -> statement.addParam("etag", etag.version()));
        return changed(statement).map(rows::deletedUser);
    }

    private Optional<User> undelete(DbExecute execute, UserId id) {
        return by(execute.createNamedGet("undelete-user"))
                .addParam("id", id.toString())
                .execute()
                .map(rows::user);
    }

    private static Optional<DbRow> changed(DbStatementGet statement) {
        var row = statement.execute();
        row.filter(UserRows::stale).ifPresent(stale -> {
            throw new UserException(new UserError.StaleEtag(UserRows.etag(stale)));
        });
        return row;
    }

    private static DbStatementGet by(DbStatementGet statement) {
        return statement.addParam("actor", Caller.current().name());
    }
}
