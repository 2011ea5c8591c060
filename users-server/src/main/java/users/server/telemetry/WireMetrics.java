package users.server.telemetry;

import static java.util.Objects.requireNonNull;

import helidon.grpc.wire.WireListener;
import io.helidon.metrics.api.Tag;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code users.connections.*} and {@code users.requests.refused}: what happens before there is a call. */
public final class WireMetrics implements WireListener {

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder dismissed = new LongAdder();
    private final Map<Refusal, LongAdder> refused =
            Stream.of(Refusal.values()).collect(Collectors.toMap(Function.identity(), refusal -> new LongAdder()));

    void register(Meters meters) {
        meters.gauge("users.connections", "Open HTTP/2 connections of gRPC's port", () -> opened.sum() - closed.sum());
        meters.counter("users.connections.opened", "HTTP/2 connections that were opened", opened, LongAdder::sum);
        meters.counter(
                "users.connections.dismissed",
                "Connections that were ended since their peer broke a rule of HTTP/2",
                dismissed,
                LongAdder::sum);
        refused.forEach((refusal, count) -> meters.counter(
                "users.requests.refused",
                "Requests that were refused before there was a call",
                count,
                LongAdder::sum,
                Tag.create("reason", refusal.name().toLowerCase(Locale.ROOT))));
    }

    @Override
    public void opened() {
        opened.increment();
    }

    @Override
    public void closed() {
        closed.increment();
    }

    @Override
    public void dismissed() {
        dismissed.increment();
    }

    @Override
    public void refused(Refusal refusal) {
        requireNonNull(refused.get(refusal)).increment();
    }
}
