package users.server.telemetry;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.util.function.Supplier;
import users.server.passwords.PasswordHashing;
import users.server.postgres.changes.Watches;
import users.server.postgres.database.Database;

/** What is in use and what waits behind the calls. */
public final class StorageMetrics {

    private StorageMetrics() {}

    /** Adds the gauges {@code users.database.*}, {@code users.hashing.waiting} and {@code users.watchers}. */
    public static void register(MeterRegistry registry, Database database, PasswordHashing hashing, Watches watches) {
        gauge(registry, "users.database.connections.active", "Connections in use", database::activeConnections);
        gauge(registry, "users.database.connections.idle", "Connections at rest", database::idleConnections);
        gauge(registry, "users.database.connections.maximum", "Connections at most", database::maximumConnections);
        gauge(registry, "users.database.waiting", "Calls that wait for a connection", database::waitingCalls);
        gauge(registry, "users.hashing.waiting", "Passwords that wait to be hashed", hashing::waiting);
        gauge(registry, "users.watchers", "Watchers that follow the changes", watches::count);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Integer> figure) {
        registry.getOrCreate(Gauge.builder(name, figure).description(description));
    }
}
