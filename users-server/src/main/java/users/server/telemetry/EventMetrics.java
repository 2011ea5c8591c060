package users.server.telemetry;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import users.server.postgres.events.EventState;
import users.server.postgres.events.Slot;
import users.server.postgres.events.WalStatus;

/** How events are doing: the gauges {@code users.events.*}, each as long as what it measures is there and known. */
public final class EventMetrics {

    private final MeterRegistry registry;
    private final List<EventGauge> gauges = new ArrayList<>();

    /** Nothing is known yet. */
    public EventMetrics(MeterRegistry registry) {
        this.registry = registry;
        add(
                "slot.present",
                state -> Optional.of(state.slot().isPresent() ? 1 : 0),
                gauge -> gauge.description("Whether the database has the slot"));
        bytes("slot.lag", "Log that Debezium has not confirmed", Slot::lag);
        bytes("slot.retained", "Log that is kept for Debezium", Slot::retained);
        bytes("slot.safe", "Log that can be written before the slot may be lost", Slot::safe);
        slot(
                "slot.active",
                slot -> Optional.of(slot.active() ? 1 : 0),
                gauge -> gauge.description("Whether Debezium is reading"));
        for (var status : WalStatus.values()) {
            slot(
                    "slot.wal.status",
                    slot -> slot.walStatus().map(found -> found == status ? 1 : 0),
                    gauge -> gauge.description("Whether the log that Debezium needs is still there")
                            .tags(List.of(Tag.create("status", status.spelling()))));
        }
        add(
                "heartbeat.age",
                state -> state.heartbeatAge().map(age -> age.toMillis() / 1e3),
                gauge -> gauge.description("Time since Debezium's last heartbeat")
                        .baseUnit(Meter.BaseUnits.SECONDS));
    }

    /** Shows what is known now, if anything. For one thread at a time. */
    public void show(Optional<EventState> state) {
        gauges.forEach(gauge -> gauge.show(state));
    }

    private void bytes(String name, String description, Function<Slot, Optional<Long>> figure) {
        slot(name, figure, gauge -> gauge.description(description).baseUnit(Meter.BaseUnits.BYTES));
    }

    private void slot(
            String name,
            Function<Slot, ? extends Optional<? extends Number>> figure,
            UnaryOperator<Gauge.Builder<Double>> details) {
        add(name, state -> state.slot().flatMap(figure), details);
    }

    private void add(
            String name,
            Function<EventState, Optional<? extends Number>> figure,
            UnaryOperator<Gauge.Builder<Double>> details) {
        gauges.add(new EventGauge(registry, name, figure, details));
    }
}
