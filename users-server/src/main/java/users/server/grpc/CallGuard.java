package users.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import users.server.telemetry.CallTelemetry;
import users.server.telemetry.RequestId;
import users.server.tracing.Tracing;

/**
 * Stands before every handler: the only place where a throw becomes a status, and where calls are counted, traced and
 * logged. What a handler throws on a thread of its own gets here by {@code onError} of the stream that it answers on.
 */
public final class CallGuard implements ServerInterceptor {

    private final CallTelemetry telemetry;
    private final Tracing tracing;

    public CallGuard(CallTelemetry telemetry, Tracing tracing) {
        this.telemetry = telemetry;
        this.tracing = tracing;
    }

    /** The service behind this guard. Messages are decoded behind it too, so that one that cannot be is answered. */
    public ServerServiceDefinition guard(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(ServerInterceptors.useInputStreamMessages(service), this);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        telemetry.started(call.getMethodDescriptor());
        var requestId = RequestId.of(headers);
        var trace = tracing.begin(call.getMethodDescriptor(), headers, requestId);
        var guarded = new GuardedCall<>(call, telemetry, trace);
        return new GuardedListener<>(guarded, requestId, trace, () -> {
            var handler = next.startCall(guarded, headers);
            return call.getMethodDescriptor().getType().clientSendsOneMessage() ? new OneRequest<>(handler) : handler;
        });
    }
}
