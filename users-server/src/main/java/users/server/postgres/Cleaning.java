package users.server.postgres;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import java.util.Map;
import java.util.function.ToLongFunction;
import users.server.caller.Caller;
import users.server.postgres.changes.History;
import users.server.postgres.database.Database;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.database.Transaction;

/**
 * Ends what has been kept for long enough: users in the recycle bin, what has happened to users, requests that can no longer be
 * repeated and failures that are forgotten. Each job is done by one server at a time, in transactions of a few rows.
 */
public final class Cleaning implements Runnable {

    private static final int BATCH = 500;

    private final DbClient client;
    private final Map<String, ToLongFunction<DbExecute>> jobs;

    /** On a database whose migrations are applied. */
    public Cleaning(Database database, Retention retention) {
        client = database.client();
        jobs = Map.of(
                "recycle-bin", execute -> RecycleBin.purgeExpired(execute, retention.recycleBin(), BATCH),
                "changes", execute -> History.forget(execute, retention.changes(), BATCH),
                "requests", execute -> delete(execute, "delete-expired-requests"),
                "throttles", execute -> delete(execute, "delete-old-throttles"));
    }

    /** Does all there is to do, unless another server is at it. */
    @Override
    public void run() {
        jobs.forEach((name, job) -> {
            while (batch(name, job) == BATCH) {
                // There may be more.
            }
        });
    }

    private long batch(String name, ToLongFunction<DbExecute> job) {
        return Caller.SERVER.call(() -> SqlFailures.translate(() -> Transaction.run(
                client, done -> true, transaction -> turn(transaction, name) ? job.applyAsLong(transaction) : 0L)));
    }

    private static boolean turn(DbExecute transaction, String name) {
        return transaction
                .createNamedGet("take-turn")
                .addParam("job", "users." + name)
                .execute()
                .orElseThrow()
                .column("mine")
                .get(Boolean.class);
    }

    private static long delete(DbExecute execute, String statement) {
        return execute.createNamedDelete(statement).addParam("limit", BATCH).execute();
    }
}
