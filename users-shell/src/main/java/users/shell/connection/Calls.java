package users.shell.connection;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import users.api.UserError;
import users.api.UserException;
import users.api.Users;
import users.api.grpc.UsersClient;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthGrpc;
import users.v1.UsersServiceGrpc;

/** The calls of one command, or those that nobody asked for. Each can fail with {@link AccessException}, too. */
public final class Calls {

    /** How long a call may take, with all its retries. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Supplier<Channel> known;
    private final Supplier<Channel> anybody;

    /**
     * @param known whose calls say who makes them
     * @param anybody whose calls do not
     */
    Calls(Connection connection, Supplier<Channel> known, Supplier<Channel> anybody) {
        this.connection = connection;
        this.known = known;
        this.anybody = anybody;
    }

    /** The server's users; each call may take {@link #DEADLINE}, what is streamed as long as it likes. */
    public Users users() {
        return users(DEADLINE);
    }

    /** The same with another deadline. */
    public Users users(Duration deadline) {
        return new UsersClient(known.get(), deadline);
    }

    /**
     * Whether the server takes calls.
     *
     * @throws UserException with {@link UserError.Unreachable} when nobody answers in time
     */
    public Health health(Duration deadline) {
        var request = HealthCheckRequest.newBuilder()
                .setService(UsersServiceGrpc.SERVICE_NAME)
                .build();
        try {
            var answer = HealthGrpc.newBlockingStub(anybody.get())
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .check(request);
            return switch (answer.getStatus()) {
                case SERVING -> Health.SERVING;
                case UNKNOWN, NOT_SERVING, SERVICE_UNKNOWN, UNRECOGNIZED -> Health.NOT_SERVING;
            };
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.CANCELLED) {
                throw new UserException(new UserError.Refused("CANCELLED", ""), e);
            }
            throw new UserException(connection.unreachable(e), e);
        }
    }
}
