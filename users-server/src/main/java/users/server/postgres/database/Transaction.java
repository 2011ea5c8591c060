package users.server.postgres.database;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import java.util.function.Function;
import java.util.function.Predicate;
import users.server.tracing.DatabaseSpans;

/** Several statements that are one. */
public final class Transaction {

    private Transaction() {}

    /**
     * Runs them, and undoes them when they throw.
     *
     * @param kept whether they are committed when they come to this
     */
    public static <T> T run(DbClient client, Predicate<T> kept, Function<DbExecute, T> statements) {
        var transaction = client.transaction();
        T outcome;
        try {
            begin(transaction);
            outcome = statements.apply(transaction);
        } catch (NoConnectionException e) {
            // Nothing has begun.
            throw e;
        } catch (RuntimeException | Error e) {
            // Before the rollback, which is another step in the call's trace.
            SqlFailures.sqlException(e).ifPresent(DatabaseSpans::failed);
            try {
                transaction.rollback();
            } catch (RuntimeException gone) {
                // DB Client closes the connection under a query that fails: there is nothing left to undo.
                e.addSuppressed(gone);
            }
            throw e;
        }
        if (kept.test(outcome)) {
            transaction.commit();
        } else {
            transaction.rollback();
        }
        return outcome;
    }

    /**
     * The driver sends BEGIN together with the first statement. When a call is cancelled, PostgreSQL may end the BEGIN
     * alone and do the statement for good; so the first one is none that could be undone.
     */
    private static void begin(DbExecute transaction) {
        transaction.namedGet("begin");
    }
}
