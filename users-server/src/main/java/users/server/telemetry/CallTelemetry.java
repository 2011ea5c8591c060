package users.server.telemetry;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts, times and logs calls. */
public final class CallTelemetry {

    private static final Logger ACCESS = Logger.getLogger("users.access");
    private static final String USERS_PACKAGE = "users.";
    private static final Duration[] BUCKETS = List.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000).stream()
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Supplier<MeterRegistry> registry;
    private final AtomicInteger running = new AtomicInteger();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    private record Series(String method, Status.Code code) {}

    /** @param registry takes the timer {@code users.calls} by method and code; asked for when a call has its answer */
    public CallTelemetry(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    /** Calls that were started and have no answer yet; streams, which may never end, are not among them. */
    public int running() {
        return running.get();
    }

    /** A call has come. */
    public void started(MethodDescriptor<?, ?> method) {
        running.addAndGet(weight(method));
    }

    /** A call has its answer. */
    public void answered(MethodDescriptor<?, ?> method, String actor, Status.Code code, Duration duration) {
        running.addAndGet(-weight(method));
        timers.computeIfAbsent(new Series(method.getFullMethodName(), code), this::timer)
                .record(duration);
        log(new AnsweredCall(method.getFullMethodName(), actor, code, duration));
    }

    private static int weight(MethodDescriptor<?, ?> method) {
        return method.getType().serverSendsOneMessage() ? 1 : 0;
    }

    private Timer timer(Series series) {
        return registry.get()
                .getOrCreate(Timer.builder("users.calls")
                        .description("Answered gRPC calls")
                        // The buckets can be summed over replicas, as percentiles cannot.
                        .percentiles(new double[0])
                        .buckets(BUCKETS)
                        .tags(List.of(
                                Tag.create("method", series.method()),
                                Tag.create("code", series.code().name()))));
    }

    /** Probes and debug clients call all day long, so they are not worth a line. */
    private static void log(AnsweredCall call) {
        var level = call.method().startsWith(USERS_PACKAGE) ? Level.INFO : Level.FINE;
        if (ACCESS.isLoggable(level)) {
            var line = new LogRecord(level, call.toString());
            line.setLoggerName(ACCESS.getName());
            line.setParameters(new Object[] {call});
            ACCESS.log(line);
        }
    }
}
