package users.server.telemetry;

import io.helidon.metrics.api.MeterRegistry;
import java.util.function.BooleanSupplier;
import users.server.passwords.PasswordHashing;
import users.server.postgres.changes.Watches;
import users.server.postgres.database.Database;

/** All that is there to be measured from the start on. */
public final class ServerMetrics {

    private ServerMetrics() {}

    /** Puts it into the registry; docs/operations.md describes each metric. */
    public static void register(
            MeterRegistry registry,
            BooleanSupplier ready,
            WireMetrics wire,
            CallTelemetry calls,
            Database database,
            PasswordHashing hashing,
            Watches watches) {
        var meters = new Meters(registry);
        ProcessMetrics.register(meters, ready);
        wire.register(meters);
        calls.register();
        PoolMetrics.register(meters, database);
        HashingMetrics.register(meters, hashing);
        meters.gauge("users.watchers", "Watchers that follow the changes", watches::count);
    }
}
