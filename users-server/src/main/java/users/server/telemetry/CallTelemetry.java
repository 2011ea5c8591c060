package users.server.telemetry;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.helidon.metrics.api.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts, times and logs calls. */
public final class CallTelemetry {

    private static final Logger ACCESS = Logger.getLogger("users.access");
    private static final String USERS_PACKAGE = "users.";

    private final CallMetrics metrics;

    /** @param registry takes what is measured of calls; asked for when there is something */
    public CallTelemetry(Supplier<MeterRegistry> registry) {
        metrics = new CallMetrics(registry);
    }

    /** Calls that were started and have no answer yet; streams, which may never end, are not among them. */
    public int running() {
        return metrics.running();
    }

    /** A call has come. */
    public void started(MethodDescriptor<?, ?> method) {
        metrics.started(method);
    }

    /**
     * A call has its answer.
     *
     * @param reason of an error, as the contract names it
     */
    public void answered(
            MethodDescriptor<?, ?> method, String actor, Status.Code code, Optional<String> reason, Duration duration) {
        var call = new AnsweredCall(method.getFullMethodName(), actor, code, reason, duration);
        metrics.answered(method, call);
        log(call);
    }

    void register() {
        metrics.register();
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
