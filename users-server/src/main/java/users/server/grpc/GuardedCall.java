package users.server.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.api.UserError;
import users.api.UserException;
import users.api.Violation;
import users.api.grpc.ErrorReasons;
import users.api.grpc.ErrorStatuses;
import users.server.caller.Caller;
import users.server.telemetry.CallTelemetry;
import users.server.tracing.CallTrace;

/** A call that is answered once, whoever comes first: its handler, the guard or its caller's cancellation. */
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private static final Logger LOG = Logger.getLogger(CallGuard.class.getName());

    private final CallTelemetry telemetry;
    private final CallTrace trace;
    private final long start = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Optional<AuditNote> note;
    private volatile Caller caller = Caller.ANONYMOUS;
    private volatile Runnable leave = () -> {};

    GuardedCall(ServerCall<Q, A> call, CallTelemetry telemetry, CallTrace trace) {
        super(call);
        this.telemetry = telemetry;
        this.trace = trace;
        note = RpcRule.of(getMethodDescriptor()).filter(RpcRule::audited).map(rule -> new AuditNote());
    }

    /** Starts its handler, in its caller's name and with its messages noted where they are to be. */
    <T> T start(ScopedValue.CallableOp<T, RuntimeException> handler) {
        return caller.call(() -> note.isPresent() ? note.get().in(handler) : handler.call());
    }

    void caller(Caller caller) {
        this.caller = caller;
    }

    /** In whose name it is served; nobody's until that is known. */
    Caller caller() {
        return caller;
    }

    /** @param leave to be run, several times if need be, when it is over */
    void entered(Runnable leave) {
        this.leave = leave;
        if (answered()) {
            // It was cancelled meanwhile.
            leave.run();
        }
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
            var reason = ErrorReasons.of(status, trailers);
            // First, so that nobody has an answer that is not in it.
            audit(status.getCode(), reason);
            try {
                super.close(status, trailers);
            } finally {
                record(status.getCode(), reason);
            }
        }
    }

    /** Its caller has gone, or its deadline is over; which of the two the wire learns first is a matter of luck. */
    void cancelled() {
        if (answered.compareAndSet(false, true)) {
            var code = Optional.ofNullable(Context.current().getDeadline())
                    .filter(Deadline::isExpired)
                    .map(deadline -> Status.Code.DEADLINE_EXCEEDED)
                    .orElse(Status.Code.CANCELLED);
            audit(code, Optional.empty());
            record(code, Optional.empty());
        }
    }

    boolean answered() {
        return answered.get() || isCancelled();
    }

    private void record(Status.Code code, Optional<String> reason) {
        leave.run();
        telemetry.answered(
                getMethodDescriptor(), caller.name(), code, reason, Duration.ofNanos(System.nanoTime() - start));
        trace.end(code);
    }

    private void audit(Status.Code code, Optional<String> reason) {
        note.ifPresent(known -> known.write(getMethodDescriptor(), caller.name(), code, reason));
    }

    private UserError error(Throwable thrown) {
        return switch (thrown) {
            case UserException known when known.error() instanceof UserError.Internal(var id) -> internal(id, known);
            case UserException known -> {
                LOG.log(Level.FINE, "refused", known);
                yield known.error();
            }
            case StatusRuntimeException malformed
            when malformed.getCause() instanceof InvalidProtocolBufferException ->
                new UserError.Invalid(List.of(new Violation("request", "must be a message of the method's type")));
            default -> internal(trace.id(), thrown);
        };
    }

    private static UserError internal(String id, Throwable thrown) {
        LOG.log(Level.SEVERE, "internal error " + id, thrown);
        return new UserError.Internal(id);
    }
}
