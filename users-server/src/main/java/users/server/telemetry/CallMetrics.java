package users.server.telemetry;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import users.api.grpc.ErrorReasons;

/** {@code users.calls}, {@code users.calls.running} and {@code users.errors}. */
final class CallMetrics {

    private final Supplier<Meters> meters;
    private final Map<MethodDescriptor<?, ?>, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> errors = new ConcurrentHashMap<>();

    private record Series(MethodDescriptor<?, ?> method, Status.Code code) {}

    /** @param registry asked for when something is measured */
    CallMetrics(Supplier<MeterRegistry> registry) {
        meters = () -> new Meters(registry.get());
    }

    /** Shows each reason that an error can have, so that its first error is a rise. */
    void register() {
        ErrorReasons.all().forEach(this::errors);
    }

    /** Calls that have no answer yet; streams, which may never end, are not among them. */
    int running() {
        return running.entrySet().stream()
                .filter(entry -> !isStream(entry.getKey()))
                .mapToInt(entry -> entry.getValue().get())
                .sum();
    }

    void started(MethodDescriptor<?, ?> method) {
        running.computeIfAbsent(method, this::gauge).incrementAndGet();
    }

    void answered(MethodDescriptor<?, ?> method, AnsweredCall call) {
        running.computeIfAbsent(method, this::gauge).decrementAndGet();
        timers.computeIfAbsent(new Series(method, call.code()), this::timer).record(call.duration());
        call.reason().ifPresent(reason -> errors(reason).increment());
    }

    private AtomicInteger gauge(MethodDescriptor<?, ?> method) {
        var count = new AtomicInteger();
        meters.get()
                .gauge(
                        "users.calls.running",
                        "gRPC calls that have no answer yet",
                        count::get,
                        Tag.create("method", method.getFullMethodName()),
                        kind(method));
        return count;
    }

    private Timer timer(Series series) {
        return meters.get()
                .timer(
                        "users.calls",
                        "Answered gRPC calls",
                        Tag.create("method", series.method().getFullMethodName()),
                        Tag.create("code", series.code().name()),
                        kind(series.method()));
    }

    private Counter errors(String reason) {
        return errors.computeIfAbsent(
                reason,
                name -> meters.get()
                        .counter("users.errors", "Answers with an error, by its reason", Tag.create("reason", name)));
    }

    /** A stream lasts as long as its caller wants it to, so that its time says nothing of how fast the server is. */
    private static Tag kind(MethodDescriptor<?, ?> method) {
        return Tag.create("kind", isStream(method) ? "stream" : "unary");
    }

    private static boolean isStream(MethodDescriptor<?, ?> method) {
        return !method.getType().serverSendsOneMessage();
    }
}
