package users.server.postgres.events;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.util.Optional;
import users.server.postgres.database.SqlFailures;

/** Asks the database how events are doing. */
final class EventReads {

    private final DbClient client;
    private final String slot;

    EventReads(DbClient client, String slot) {
        this.client = client;
        this.slot = slot;
    }

    /** How it is now. */
    EventState now() {
        return SqlFailures.translate(() -> client.execute()
                .createNamedGet("get-event-state")
                .addParam("slot", slot)
                .execute()
                .map(EventReads::state)
                .orElseThrow());
    }

    private static EventState state(DbRow row) {
        return new EventState(
                column(row, "active", Boolean.class).map(active -> slot(row, active)),
                number(row, "heartbeat_age_millis").map(Duration::ofMillis));
    }

    private static Slot slot(DbRow row, boolean active) {
        return new Slot(
                active,
                column(row, "wal_status", String.class).flatMap(WalStatus::of),
                number(row, "lag"),
                number(row, "retained"),
                number(row, "safe_wal_size"));
    }

    private static Optional<Long> number(DbRow row, String name) {
        return column(row, name, Long.class);
    }

    private static <T> Optional<T> column(DbRow row, String name, Class<T> type) {
        return Optional.ofNullable(row.column(name).get(type));
    }
}
