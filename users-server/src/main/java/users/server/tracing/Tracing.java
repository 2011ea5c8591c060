package users.server.tracing;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Optional;
import users.v1.UsersServiceGrpc;

/** The traces of the calls that this server answers, by OpenTelemetry's conventions for RPCs. */
public final class Tracing implements AutoCloseable {

    private static final Tracer NOBODY = TracerProvider.noop().get("");

    private final Optional<Export> export;
    private final Optional<Tracer> tracer;

    /** With an endpoint spans go there from now on; a collector that is away is no obstacle, now or later. */
    public Tracing(TracingSettings settings) {
        export = settings.endpoint().map(endpoint -> new Export(settings, endpoint));
        tracer = export.map(Export::tracer);
    }

    /** Begins the trace of a call, or its part of the trace that its caller has begun. */
    public CallTrace begin(MethodDescriptor<?, ?> method, Metadata headers, String requestId) {
        var caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, TraceHeaders.INSTANCE);
        return tracer.filter(any -> UsersServiceGrpc.SERVICE_NAME.equals(method.getServiceName()))
                .map(recorder -> new CallTrace(recorder, span(recorder, caller, method, requestId)))
                .orElseGet(() -> new CallTrace(NOBODY, unrecorded(Span.fromContext(caller))));
    }

    private static Span span(Tracer recorder, Context caller, MethodDescriptor<?, ?> method, String requestId) {
        var span = recorder.spanBuilder(method.getFullMethodName())
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        if (span.isRecording()) {
            span.setAttribute("rpc.system", "grpc")
                    .setAttribute("rpc.service", String.valueOf(method.getServiceName()))
                    .setAttribute("rpc.method", String.valueOf(method.getBareMethodName()))
                    .setAttribute("users.request_id", requestId);
        }
        return span;
    }

    /** A span that has nothing but its ids. */
    private static Span unrecorded(Span caller) {
        var ids = IdGenerator.random();
        var parent = caller.getSpanContext();
        return Span.wrap(SpanContext.create(
                parent.isValid() ? parent.getTraceId() : ids.generateTraceId(),
                ids.generateSpanId(),
                TraceFlags.getDefault(),
                parent.getTraceState()));
    }

    /** Sends what is left, as far as that goes in two seconds. */
    @Override
    public void close() {
        export.ifPresent(Export::close);
    }
}
