package users.server.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.api.UserError;
import users.api.UserException;
import users.api.Violation;
import users.api.grpc.ErrorReasons;
import users.api.grpc.ErrorStatuses;
import users.server.telemetry.CallTelemetry;

/** A call that is answered once, whoever comes first: its handler, the guard or its caller's cancellation. */
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private static final Logger LOG = Logger.getLogger(CallGuard.class.getName());

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
        if (status.getCause() != null) {
            fail(status.getCause());
        } else {
            end(status, trailers);
        }
    }

    /** Answers with what was thrown. */
    void fail(Throwable thrown) {
        if (answered()) {
            LOG.log(Level.FINE, "thrown after the answer", thrown);
            return;
        }
        var status = ErrorStatuses.encode(error(thrown));
        end(status.getStatus(), Optional.ofNullable(status.getTrailers()).orElseGet(Metadata::new));
    }

    private void end(Status status, Metadata trailers) {
        if (answered.compareAndSet(false, true)) {
            try {
                super.close(status, trailers);
            } finally {
                record(status.getCode(), ErrorReasons.of(status, trailers));
            }
        }
    }

    void cancelled() {
        if (answered.compareAndSet(false, true)) {
            record(Status.Code.CANCELLED, Optional.empty());
        }
    }

    boolean answered() {
        return answered.get() || isCancelled();
    }

    private void record(Status.Code code, Optional<String> reason) {
        telemetry.answered(getMethodDescriptor(), code, reason, Duration.ofNanos(System.nanoTime() - start));
    }

    private static UserError error(Throwable thrown) {
        return switch (thrown) {
            case UserException known when known.error() instanceof UserError.Internal(var id) -> internal(id, known);
            case UserException known -> {
                LOG.log(Level.FINE, "refused", known);
                yield known.error();
            }
            case StatusRuntimeException malformed
            when malformed.getCause() instanceof InvalidProtocolBufferException ->
                new UserError.Invalid(List.of(new Violation("request", "must be a message of the method's type")));
            default -> internal(UUID.randomUUID().toString(), thrown);
        };
    }

    private static UserError internal(String id, Throwable thrown) {
        LOG.log(Level.SEVERE, "internal error " + id, thrown);
        return new UserError.Internal(id);
    }
}
