package users.server.telemetry;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import io.helidon.metrics.api.Timer;
import java.util.concurrent.TimeUnit;
import users.server.postgres.database.Database;

/** {@code users.database.*}: the pool, and how long calls wait for its connections and keep them. */
final class PoolMetrics implements IMetricsTracker {

    private final Timer waits;
    private final Timer uses;

    private PoolMetrics(Meters meters) {
        waits = meters.timer("users.database.wait", "What calls have waited for a connection");
        uses = meters.timer("users.database.use", "What calls have kept a connection for");
    }

    static void register(Meters meters, Database database) {
        meters.gauge("users.database.connections.active", "Connections in use", database::activeConnections);
        meters.gauge("users.database.connections.idle", "Connections at rest", database::idleConnections);
        meters.gauge("users.database.connections.maximum", "Connections at most", database::maximumConnections);
        meters.gauge("users.database.waiting", "Calls that wait for a connection", database::waitingCalls);
        meters.counter(
                "users.database.timeouts",
                "Calls that have got no connection within users.database.connection-timeout",
                database,
                Database::timeouts);
        database.track(new PoolMetrics(meters));
    }

    @Override
    public void recordConnectionAcquiredNanos(long nanos) {
        waits.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void recordConnectionUsageMillis(long millis) {
        uses.record(millis, TimeUnit.MILLISECONDS);
    }
}
