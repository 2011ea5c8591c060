package users.server;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import users.server.postgres.events.EventState;
import users.server.postgres.events.Slot;
import users.server.postgres.events.WalStatus;

/** Shows how events are doing. It is up whatever that is: users can be served without. */
final class EventsCheck implements HealthCheck {

    private final String slot;
    private final Supplier<Optional<EventState>> state;

    /** @param slot its name */
    EventsCheck(String slot, Supplier<Optional<EventState>> state) {
        this.slot = slot;
        this.state = state;
    }

    @Override
    public HealthCheckType type() {
        return HealthCheckType.READINESS;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String path() {
        return name();
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.builder().status(true).detail("slot", slot);
        state.get().ifPresent(known -> add(known, response));
        return response.build();
    }

    private static void add(EventState known, HealthCheckResponse.Builder response) {
        response.detail("present", known.slot().isPresent());
        known.slot().ifPresent(found -> add(found, response));
        known.heartbeatAge().map(Duration::toSeconds).ifPresent(age -> response.detail("heartbeat_age_seconds", age));
    }

    private static void add(Slot found, HealthCheckResponse.Builder response) {
        response.detail("active", found.active());
        found.walStatus().map(WalStatus::spelling).ifPresent(status -> response.detail("wal_status", status));
        found.lag().ifPresent(bytes -> response.detail("lag_bytes", bytes));
        found.retained().ifPresent(bytes -> response.detail("retained_bytes", bytes));
        found.safe().ifPresent(bytes -> response.detail("safe_bytes", bytes));
    }
}
