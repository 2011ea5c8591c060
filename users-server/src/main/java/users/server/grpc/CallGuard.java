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
 * Stands before every handler: the only place where a throw becomes a status, where callers are asked who they are, and
 * where calls are counted, traced and logged. What a handler throws on a thread of its own gets here by {@code onError} of
 * the stream that it answers on.
 */
public final class CallGuard implements ServerInterceptor {

    private final CallTelemetry telemetry;
    private final Tracing tracing;
    private final Access access;

    public CallGuard(CallTelemetry telemetry, Tracing tracing, Access access) {
        this.telemetry = telemetry;
        this.tracing = tracing;
        this.access = access;
    }

    /** The service behind this guard. Messages are decoded behind it too, so that one that cannot be is answered. */
    public ServerServiceDefinition guard(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(
                ServerInterceptors.useInputStreamMessages(ServerInterceptors.intercept(service, new AuditReader())),
                this);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var method = call.getMethodDescriptor();
        telemetry.started(method);
        var requestId = RequestId.of(headers);
        var trace = tracing.begin(method, headers, requestId);
        var guarded = new GuardedCall<>(call, telemetry, trace);
        return new GuardedListener<>(guarded, requestId, trace, () -> {
            RpcRule.of(method).ifPresent(rule -> {
                guarded.caller(access.identify(headers));
                guarded.entered(access.enter(guarded.caller(), rule.role(), call.getAttributes()));
            });
            return guarded.start(() -> {
                var handler = next.startCall(guarded, headers);
                return method.getType().clientSendsOneMessage() ? new OneRequest<>(handler) : handler;
            });
        });
    }
}
