package users.server.postgres;

import com.google.gson.Gson;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.util.List;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.server.caller.Caller;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.database.Transaction;
import users.server.postgres.rows.UserReads;
import users.server.postgres.rows.UserRows;

/** Where deleted users are until they are purged. */
final class RecycleBin {

    private static final Gson GSON = new Gson();
    /** Purged by one statement. */
    private static final int CHANGES = 10_000;

    private final DbClient client;
    private final UserReads reads;

    RecycleBin(DbClient client, UserReads reads) {
        this.client = client;
        this.reads = reads;
    }

    void purge(UserId id) {
        long purged = SqlFailures.translate(
                () -> Transaction.run(client, some -> some > 0, transaction -> purge(transaction, List.of(id))));
        if (purged == 0) {
            throw new UserException(
                    reads.find(id).isPresent() ? new UserError.NotDeleted(id) : new UserError.NotFound(id));
        }
    }

    /** Purges those who have been there for so long, a few at most, and answers with how many. */
    static long purgeExpired(DbExecute execute, Duration retention, int limit) {
        try (var rows = execute.createNamedQuery("list-expired-users")
                .addParam("retention_seconds", retention.toSeconds())
                .addParam("limit", limit)
                .execute()) {
            var expired = rows.map(UserRows::id).toList();
            return expired.isEmpty() ? 0 : purge(execute, expired);
        }
    }

    /** In a transaction: somebody may have a history for which one statement has not the time. */
    private static long purge(DbExecute transaction, List<UserId> ids) {
        long purged = transaction
                .createNamedDmlStatement("purge-users")
                .addParam("ids", GSON.toJson(ids.stream().map(UserId::toString).toList()))
                .addParam("actor", Caller.current().name())
                .execute();
        if (purged > 0) {
            ids.forEach(id -> purgeHistory(transaction, id));
        }
        return purged;
    }

    private static void purgeHistory(DbExecute transaction, UserId id) {
        long last = 0;
        long changes;
        do {
            var purged = transaction
                    .createNamedGet("purge-changes")
                    .addParam("id", id.toString())
                    .addParam("after", last)
                    .addParam("limit", CHANGES)
                    .execute()
                    .orElseThrow();
            last = purged.column("last").get(Long.class);
            changes = purged.column("changes").get(Long.class);
        } while (changes == CHANGES);
    }
}
