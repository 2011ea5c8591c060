package users.server.postgres;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import java.util.List;
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
public final class Cleaning {

    private static final int ROWS = 500;
    /** Each with its history. */
    private static final int USERS = 50;

    /**
     * What is done in batches.
     *
     * @param size of a batch that may not be the last
     * @param batch answers with how much it did
     */
    private record Job(String name, int size, ToLongFunction<DbExecute> batch) {}

    private final DbClient client;
    private final List<Job> jobs;

    /** On a database whose migrations are applied. */
    public Cleaning(Database database, Retention retention) {
        client = database.client();
        jobs = List.of(
                new Job(
                        "recycle-bin",
                        USERS,
                        execute -> RecycleBin.purgeExpired(execute, retention.recycleBin(), USERS)),
                new Job("changes", ROWS, execute -> History.forget(execute, retention.changes(), ROWS)),
                new Job("requests", ROWS, execute -> delete(execute, "delete-expired-requests")),
                new Job("throttles", ROWS, execute -> delete(execute, "delete-old-throttles")));
    }

    /** Each does all there is to do of its kind, unless another server is at it. */
    public List<Runnable> jobs() {
        return jobs.stream().<Runnable>map(job -> () -> finish(job)).toList();
    }

    private void finish(Job job) {
        while (batch(job) == job.size()) {
            // There may be more.
        }
    }

    private long batch(Job job) {
        return Caller.SERVER.call(() -> SqlFailures.translate(() -> Transaction.run(
                client,
                done -> true,
                transaction -> turn(transaction, job.name()) ? job.batch().applyAsLong(transaction) : 0L)));
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
        return execute.createNamedDelete(statement).addParam("limit", ROWS).execute();
    }
}
