package users.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import users.api.UserError;
import users.api.UserException;

/** Holds calls back until the schema is there: before that they would fail in ways that nobody could act on. */
public final class StartGate implements ServerInterceptor {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final BooleanSupplier migrated;

    /** @param migrated whether the schema is there */
    public StartGate(BooleanSupplier migrated) {
        this.migrated = migrated;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!migrated.getAsBoolean()) {
            throw new UserException(new UserError.DatabaseUnavailable(RETRY_AFTER));
        }
        return next.startCall(call, headers);
    }
}
