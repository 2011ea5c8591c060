package users.server.postgres;

import io.helidon.dbclient.DbClient;
import java.time.Duration;

/** Forgets what has happened to users longer ago than it is kept for. */
public final class ChangeRetention {

    /** Changes deleted in one statement. */
    private static final int BATCH = 1000;

    private final DbClient client;
    private final Duration retention;

    /** @param retention how long a change is kept */
    public ChangeRetention(Database database, Duration retention) {
        client = database.client();
        this.retention = retention;
    }

    /** Forgets all that is due, in batches; of several servers one does. */
    public void run() {
        while (forget() == BATCH) {
            // There may be more.
        }
    }

    private long forget() {
        return SqlFailures.translate(() -> client.execute()
                .createNamedGet("forget-changes")
                .addParam("limit", BATCH)
                .addParam("seconds", retention.toMillis() / 1000.0)
                .execute()
                .orElseThrow()
                .column("count")
                .get(Long.class));
    }
}
