package users.server.telemetry;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import users.server.postgres.events.EventState;

/**
 * A gauge that is in the registry as long as it has a value. NaN would say in Prometheus' format that there is none, but
 * as JSON Helidon could show no metric at all then.
 */
final class EventGauge {

    private final MeterRegistry registry;
    private final String name;
    private final Function<EventState, Optional<? extends Number>> figure;
    private final UnaryOperator<Gauge.Builder<Double>> details;
    private Optional<Gauge<Double>> shown = Optional.empty();
    private volatile double value;

    EventGauge(
            MeterRegistry registry,
            String name,
            Function<EventState, Optional<? extends Number>> figure,
            UnaryOperator<Gauge.Builder<Double>> details) {
        this.registry = registry;
        this.name = "users.events." + name;
        this.figure = figure;
        this.details = details;
    }

    void show(Optional<EventState> state) {
        state.flatMap(figure).map(Number::doubleValue).ifPresentOrElse(this::show, this::hide);
    }

    private void show(double now) {
        value = now;
        shown = Optional.of(registry.getOrCreate(details.apply(Gauge.builder(name, () -> value))));
    }

    private void hide() {
        shown.ifPresent(registry::remove);
        shown = Optional.empty();
    }
}
