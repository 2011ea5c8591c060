package users.server.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.api.UserError;
import users.api.UserException;
import users.api.Violation;
import users.api.grpc.ErrorStatuses;
import users.server.telemetry.RequestId;

/** Runs each piece of a call under its request id, and answers the call when a piece throws, whatever it throws. */
final class GuardedListener<Q, A> extends ServerCall.Listener<Q> {

    private static final Logger LOG = Logger.getLogger(CallGuard.class.getName());

    private final GuardedCall<Q, A> call;
    private final String requestId;
    private final Optional<ServerCall.Listener<Q>> handler;

    GuardedListener(GuardedCall<Q, A> call, String requestId, Supplier<ServerCall.Listener<Q>> start) {
        this.call = call;
        this.requestId = requestId;
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
        return RequestId.in(requestId, () -> {
            try {
                return piece.get();
            } catch (Throwable e) {
                answer(e);
                return Optional.empty();
            }
        });
    }

    private void answer(Throwable thrown) {
        if (call.answered()) {
            LOG.log(Level.FINE, "thrown after the answer", thrown);
            return;
        }
        var status = ErrorStatuses.encode(error(thrown));
        call.close(status.getStatus(), Optional.ofNullable(status.getTrailers()).orElseGet(Metadata::new));
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
