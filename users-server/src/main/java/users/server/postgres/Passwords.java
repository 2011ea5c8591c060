package users.server.postgres;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.api.InvalidValueException;
import users.api.Password;
import users.api.User;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserStatus;
import users.api.password.PasswordHash;
import users.server.caller.Caller;
import users.server.passwords.PasswordHashing;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.rows.UserReads;
import users.server.postgres.rows.UserRows;

/** The passwords of users: what they are checked against and what replaces them. */
final class Passwords {

    private static final Logger LOG = Logger.getLogger(Passwords.class.getName());

    private final DbClient client;
    private final PasswordHashing hashing;
    private final UserRows rows;
    private final UserReads reads;
    private final Throttle throttle;

    /** A user whose password was right, and the hash that says so. */
    private record Verified(User user, String hash) {}

    Passwords(DbClient client, PasswordHashing hashing, UserRows rows, UserReads reads) {
        this.client = client;
        this.hashing = hashing;
        this.rows = rows;
        this.reads = reads;
        throttle = new Throttle(client);
    }

    User verify(UserKey key, Password given) {
        try (var password = given) {
            return verified(key, password).user();
        }
    }

    User change(UserId id, Password oldPassword, Password newPassword) {
        try (var old = oldPassword;
                var wanted = newPassword) {
            var verified = verified(id, old);
            var hash = hashing.hash(wanted);
            return write("change-password", id, hash, Optional.of(verified.hash()))
                    // Somebody who signed in has renewed the hash, or somebody was faster.
                    .or(() -> check(id, old)
                            .flatMap(again -> write("change-password", id, hash, Optional.of(again.hash()))))
                    .orElseThrow(() -> new UserException(new UserError.InvalidCredentials()));
        }
    }

    User set(UserId id, Password given) {
        try (var password = given) {
            // Asking first spares a hash.
            if (reads.find(id).isEmpty()) {
                throw new UserException(reads.missing(id));
            }
            return write("set-password", id, hashing.hash(password), Optional.empty())
                    .orElseThrow(() -> new UserException(reads.missing(id)));
        }
    }

    private Verified verified(UserKey key, Password password) {
        var verified = throttle.check(key, () -> check(key, password), Optional::isPresent)
                .orElseThrow(() -> new UserException(new UserError.InvalidCredentials()));
        var user = verified.user();
        return switch (user.profile().status()) {
            case UserStatus.Enabled() -> verified;
            case UserStatus.Disabled(var reason) -> throw new UserException(new UserError.Disabled(user.id(), reason));
        };
    }

    /** Takes as long for who is not there as for who is. */
    private Optional<Verified> check(UserKey key, Password password) {
        var row = reads.find(key, "get-credentials-by-id", "get-credentials-by-email");
        var hash = row.flatMap(Passwords::hash);
        if (hash.isEmpty()) {
            hashing.verifyNobody(password);
            return Optional.empty();
        }
        var user = rows.user(row.orElseThrow());
        return switch (hashing.verify(password, hash.get())) {
            case WRONG -> Optional.empty();
            case RIGHT -> Optional.of(new Verified(user, hash.get().text()));
            case RIGHT_BUT_OUTDATED ->
                Optional.of(new Verified(
                        user, renewed(user.id(), password, hash.get().text())));
        };
    }

    private static Optional<PasswordHash> hash(DbRow row) {
        try {
            return Optional.ofNullable(row.column("hash").get(String.class)).map(PasswordHash::stored);
        } catch (InvalidValueException e) {
            LOG.log(Level.WARNING, "the hash of user {0} {1}", new Object[] {UserRows.id(row), e.getMessage()});
            return Optional.empty();
        }
    }

    /** The hash from now on. */
    private String renewed(UserId id, Password password, String outdated) {
        String hash;
        try {
            hash = hashing.hash(password);
        } catch (UserException busy) {
            // The next time will do: nobody who has the right password is sent away for this.
            return outdated;
        }
        long replaced = SqlFailures.translate(() -> client.execute()
                .createNamedUpdate("replace-hash")
                .addParam("id", id.toString())
                .addParam("hash", hash)
                .addParam("old_hash", outdated)
                .execute());
        return replaced == 0 ? outdated : hash;
    }

    private Optional<User> write(String statement, UserId id, String hash, Optional<String> oldHash) {
        return SqlFailures.translate(() -> {
            var write = client.execute()
                    .createNamedGet(statement)
                    .addParam("actor", Caller.current().name())
                    .addParam("id", id.toString())
                    .addParam("hash", hash);
            oldHash.ifPresent(old -> write.addParam("old_hash", old));
            return write.execute().map(rows::user);
        });
    }
}
