package users.server.postgres;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import users.api.RequestId;
import users.api.User;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.Violation;
import users.api.WriteOptions;
import users.server.caller.Caller;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.database.Transaction;
import users.server.postgres.keys.Fingerprints;
import users.server.postgres.keys.Keys;

/** Does writes the way their options say: once for each request id, or only to see whether they could be done. */
final class Writes {

    /**
     * A write of one user.
     *
     * @param method name of the RPC
     * @param fields all that the caller asked for, without a password
     * @param samePassword whether the password that came with it has a hash
     * @param passwordHash what was made of that password
     */
    record Write(
            String method, UserId user, List<?> fields, Predicate<String> samePassword, Optional<String> passwordHash) {

        /** One without a password. */
        Write(String method, UserId user, Object... fields) {
            this(method, user, List.of(fields), hash -> false, Optional.empty());
        }

        Write withPasswordHash(String hash) {
            return new Write(method, user, fields, samePassword, Optional.of(hash));
        }
    }

    private final DbClient client;
    private final Fingerprints fingerprints;
    private final Function<UserId, User> present;

    /** @param present finds a user as it is now, deleted or not */
    Writes(DbClient client, Function<UserId, User> present) {
        this.client = client;
        this.present = present;
        fingerprints = new Fingerprints(new Keys(client, "requests"));
    }

    /** What came of a write. */
    private sealed interface Outcome {

        record Done(User user) implements Outcome {}

        record NobodyThere() implements Outcome {}

        record DoneBefore() implements Outcome {}
    }

    /**
     * Does a write.
     *
     * @param statement answers with the user, or with nothing when there is none to be written
     * @param missing which error that is. It is asked for outside the transaction, which has a connection already
     * @param conflict which error an e-mail that another user has is; empty when nobody has it any more
     */
    User run(
            WriteOptions options,
            Write write,
            Function<DbExecute, Optional<User>> statement,
            Supplier<UserError> missing,
            Supplier<Optional<UserError>> conflict) {
        var outcome = SqlFailures.translate(
                () -> options.equals(WriteOptions.NONE)
                        ? outcome(statement.apply(client.execute()))
                        : inTransaction(options, write, statement),
                conflict);
        return switch (outcome) {
            case Outcome.Done(var user) -> user;
            case Outcome.NobodyThere() -> throw new UserException(missing.get());
            case Outcome.DoneBefore() ->
                replay(options, write)
                        // Purged, or a day old, in this very moment.
                        .orElseThrow(() -> new UserException(new UserError.NotFound(write.user())));
        };
    }

    /** What a call with this request id has done before, as it is now; empty when there was none. */
    Optional<User> replay(WriteOptions options, Write write) {
        return options.requestId()
                .flatMap(id -> SqlFailures.translate(() -> client.execute()
                        .createNamedGet("find-request")
                        .addParam("actor", Caller.current().name())
                        .addParam("method", write.method())
                        .addParam("request_id", id.toString())
                        .execute()))
                .map(row -> {
                    boolean same =
                            fingerprints.matches(row.column("fingerprint").get(byte[].class), write.fields())
                                    && Optional.ofNullable(row.column("hash").get(String.class))
                                            .map(write.samePassword()::test)
                                            .orElse(true);
                    if (!same) {
                        throw new UserException(new UserError.Invalid(List.of(new Violation(
                                "request_id", "must be a new one: it was sent with another request before"))));
                    }
                    return present.apply(new UserId(row.column("user_id").get(UUID.class)));
                });
    }

    private Outcome inTransaction(WriteOptions options, Write write, Function<DbExecute, Optional<User>> statement) {
        // Before the transaction, which has a connection: the key of it may have to be read on another one.
        var fingerprint = options.requestId().map(id -> fingerprints.of(write.fields()));
        return Transaction.run(
                client, outcome -> outcome instanceof Outcome.Done && !options.validateOnly(), transaction -> {
                    boolean claimed = options.requestId()
                            .map(id -> claimed(transaction, id, write, fingerprint.orElseThrow()))
                            .orElse(true);
                    return claimed ? outcome(statement.apply(transaction)) : new Outcome.DoneBefore();
                });
    }

    private static Outcome outcome(Optional<User> written) {
        return written.<Outcome>map(Outcome.Done::new).orElseGet(Outcome.NobodyThere::new);
    }

    private static boolean claimed(DbExecute transaction, RequestId id, Write write, byte[] fingerprint) {
        var claim = transaction
                .createNamedGet("claim-request")
                .addParam("actor", Caller.current().name())
                .addParam("method", write.method())
                .addParam("request_id", id.toString())
                .addParam("user_id", write.user().toString())
                .addParam("fingerprint", fingerprint);
        write.passwordHash().ifPresent(hash -> claim.addParam("hash", hash));
        return claim.execute().isPresent();
    }
}
