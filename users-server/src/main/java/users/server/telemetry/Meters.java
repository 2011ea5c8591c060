package users.server.telemetry;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Makes meters of a registry, each kind in the way that Prometheus wants it: base units, and what is there from the start. */
record Meters(MeterRegistry registry) {

    private static final Duration[] BUCKETS = LongStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    void gauge(String name, String description, Supplier<? extends Number> figure, Tag... tags) {
        registry.getOrCreate(Gauge.builder(name, () -> figure.get().doubleValue())
                .description(description)
                .tags(List.of(tags)));
    }

    /** Seconds, or a point in time as seconds since 1970. */
    void seconds(String name, String description, Supplier<? extends Number> seconds) {
        registry.getOrCreate(Gauge.builder(name, () -> seconds.get().doubleValue())
                .description(description)
                .baseUnit(Meter.BaseUnits.SECONDS));
    }

    Counter counter(String name, String description, Tag... tags) {
        return registry.getOrCreate(
                Counter.builder(name).description(description).tags(List.of(tags)));
    }

    /** A counter of what somebody else counts, and must hold: the registry does not. */
    <T> void counter(String name, String description, T counted, ToLongFunction<T> count, Tag... tags) {
        registry.getOrCreate(FunctionalCounter.builder(name, counted, count::applyAsLong)
                .description(description)
                .tags(List.of(tags)));
    }

    /** A histogram: its buckets can be summed over servers, as percentiles cannot. */
    Timer timer(String name, String description, Tag... tags) {
        return registry.getOrCreate(Timer.builder(name)
                .description(description)
                .percentiles(new double[0])
                .buckets(BUCKETS)
                .tags(List.of(tags)));
    }
}
