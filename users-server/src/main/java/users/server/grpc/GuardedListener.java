package users.server.grpc;

import io.grpc.ServerCall;
import java.util.Optional;
import java.util.function.Supplier;
import users.server.telemetry.RequestId;
import users.server.tracing.CallTrace;

/**
 * Runs each piece of a call under its request id, in its trace and in its caller's name, and answers the call when a piece
 * throws, whatever it throws.
 */
final class GuardedListener<Q, A> extends ServerCall.Listener<Q> {

    private final GuardedCall<Q, A> call;
    private final String requestId;
    private final CallTrace trace;
    private final Optional<ServerCall.Listener<Q>> handler;

    GuardedListener(GuardedCall<Q, A> call, String requestId, CallTrace trace, Supplier<ServerCall.Listener<Q>> start) {
        this.call = call;
        this.requestId = requestId;
        this.trace = trace;
        this.handler = run(() -> Optional.of(start.get()));
    }

    @Override
    public void onMessage(Q message) {
        handler.ifPresent(to -> run(() -> to.onMessage(message)));
    }

    @Override
    public void onHalfClose() {
        handler.ifPresent(to -> run(to::onHalfClose));
    }

    @Override
    public void onReady() {
        handler.ifPresent(to -> run(to::onReady));
    }

    @Override
    public void onComplete() {
        handler.ifPresent(to -> run(to::onComplete));
    }

    @Override
    public void onCancel() {
        run(call::cancelled);
        handler.ifPresent(to -> run(to::onCancel));
    }

    private void run(Runnable piece) {
        run(() -> {
            piece.run();
            return Optional.<Void>empty();
        });
    }

    private <T> Optional<T> run(Supplier<Optional<T>> piece) {
        return RequestId.in(
                requestId,
                () -> trace.in(() -> call.caller().call(() -> {
                    try {
                        return piece.get();
                    } catch (Throwable e) {
                        call.fail(e);
                        return Optional.empty();
                    }
                })));
    }
}
