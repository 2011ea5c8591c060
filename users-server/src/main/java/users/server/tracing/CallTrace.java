package users.server.tracing;

import io.grpc.Status;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The trace of a call. Each has ids, for the log and for errors; what happens in it is recorded where that is asked for. */
public final class CallTrace {

    private static final ScopedValue<CallTrace> CURRENT = ScopedValue.newInstance();

    private final Tracer tracer;
    private final Span span;
    /** The last one, which may be over. */
    private volatile Span step = Span.getInvalid();

    CallTrace(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /** The one of the call that the piece which runs belongs to. */
    public static Optional<CallTrace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The headers by which what another service does for the current call becomes a part of its trace. */
    public static Map<String, String> headers() {
        var headers = new HashMap<String, String>();
        current()
                .ifPresent(trace -> W3CTraceContextPropagator.getInstance()
                        .inject(trace.context(), headers, (into, name, value) -> headers.put(name, value)));
        return headers;
    }

    /** Runs a piece of the call with this trace. */
    public <T> T in(ScopedValue.CallableOp<T, RuntimeException> piece) {
        return ScopedValue.where(CURRENT, this).call(piece);
    }

    /** A piece of the call that runs on a thread of its own, with its trace there, too. */
    public static Runnable carry(Runnable piece) {
        return current()
                .<Runnable>map(trace -> () -> trace.in(() -> {
                    piece.run();
                    return trace;
                }))
                .orElse(piece);
    }

    /** Of the trace: 32 hexadecimal digits. */
    public String id() {
        return span.getSpanContext().getTraceId();
    }

    /** Of the call in its trace: 16 hexadecimal digits. */
    public String spanId() {
        return span.getSpanContext().getSpanId();
    }

    /** The call has its answer. What it was still at is over with it. */
    public void end(Status.Code code) {
        step.end();
        span.setAttribute("rpc.grpc.status_code", code.value());
        if (isServersFault(code)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** The current one, where it is recorded. */
    static Optional<CallTrace> recorded() {
        return current().filter(trace -> trace.span.isRecording());
    }

    /** Begins a step of the call, which another service does, as a span below its own. There is one at a time. */
    Span begin(String name, Attributes details) {
        step = tracer.spanBuilder(name)
                .setParent(context())
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(details)
                .startSpan();
        return step;
    }

    /** What the current call was at until now, as a step of its own. */
    public static void took(String name, Duration time) {
        recorded()
                .ifPresent(trace -> trace.tracer
                        .spanBuilder(name)
                        .setParent(trace.context())
                        .setStartTimestamp(Instant.now().minus(time))
                        .startSpan()
                        .end());
    }

    /** The step that was begun last has failed, unless it is over. */
    void fail(String type) {
        step.setAttribute("error.type", type);
        step.setStatus(StatusCode.ERROR);
        step.end();
    }

    private Context context() {
        return Context.root().with(span);
    }

    /** By OpenTelemetry's conventions for gRPC. */
    private static boolean isServersFault(Status.Code code) {
        return switch (code) {
            case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> true;
            case OK,
                    CANCELLED,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNAUTHENTICATED -> false;
        };
    }
}
