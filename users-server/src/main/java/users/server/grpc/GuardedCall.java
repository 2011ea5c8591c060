package users.server.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import users.server.telemetry.CallTelemetry;

/** A call that is answered once, whoever comes first: its handler, the guard or its caller's cancellation. */
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final CallTelemetry telemetry;
    private final long start = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();

    GuardedCall(ServerCall<Q, A> call, CallTelemetry telemetry) {
        super(call);
        this.telemetry = telemetry;
    }

    @Override
    public void sendMessage(A message) {
        try {
            super.sendMessage(message);
        } catch (RuntimeException e) {
            // The connection is gone, so there is nobody left to answer.
            cancelled();
            throw e;
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (answered.compareAndSet(false, true)) {
            try {
                super.close(status, trailers);
            } finally {
                record(status.getCode());
            }
        }
    }

    void cancelled() {
        if (answered.compareAndSet(false, true)) {
            record(Status.Code.CANCELLED);
        }
    }

    boolean answered() {
        return answered.get() || isCancelled();
    }

    private void record(Status.Code code) {
        telemetry.answered(getMethodDescriptor(), code, Duration.ofNanos(System.nanoTime() - start));
    }
}
