package users.shell.connection;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import users.api.UserError;
import users.api.UserException;
import users.api.Users;
import users.api.grpc.UsersClient;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthGrpc;
import users.v1.UsersServiceGrpc;

/** A server, reached when it is first asked for something. Threads may share it. */
public final class Connection implements AutoCloseable {

    /** How long a call may take, with all its retries. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final int CLOSE_MILLIS = 200;

    private final Endpoint endpoint;
    private Optional<Link> link = Optional.empty();

    /** What a connection is made of once it is needed; help and wrong commands never need it. */
    private record Link(EventLoopGroup loop, ManagedChannel channel) {}

    public Connection(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    private static Link open(Endpoint endpoint) {
        var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var channel = NettyChannelBuilder.forTarget(HostResolverProvider.TARGET)
                .setNameResolverArg(HostResolverProvider.ENDPOINT, endpoint)
                .usePlaintext()
                // Straight to the server: a proxy for the web knows no gRPC, and one for localhost is always wrong.
                .proxyDetector(server -> null)
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .defaultServiceConfig(UsersClient.serviceConfig())
                .directExecutor()
                .build();
        return new Link(loop, channel);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** The server's users; each call may take {@link #DEADLINE}, what is streamed as long as it likes. */
    public Users users() {
        return users(DEADLINE);
    }

    /** The same with another deadline. */
    public Users users(Duration deadline) {
        return new UsersClient(fresh(), deadline);
    }

    /** What went wrong with a call; that no Users server answered is said in a sentence, and not in gRPC's words. */
    public UserError error(UserException exception) {
        return switch (exception.error()) {
            case UserError.Unreachable any -> unreachable(exception);
            case UserError.Refused refused -> refused(refused, exception);
            case UserError other -> other;
        };
    }

    /** Codes that a client makes up, too: of an answer that did not come, or that is no gRPC. */
    private UserError refused(UserError.Refused refused, UserException exception) {
        return switch (refused.code()) {
            case "INTERNAL", "UNKNOWN" ->
                switch (Answerer.of(exception)) {
                    case USERS_SERVER, GRPC_SERVER -> refused;
                    case NONE -> unreachable(exception);
                };
            case "UNIMPLEMENTED" ->
                switch (Answerer.of(exception)) {
                    case USERS_SERVER -> refused;
                    case GRPC_SERVER ->
                        new UserError.Refused(
                                refused.code(),
                                "the server at %s does not know this RPC: it is of another version, or no Users server"
                                        .formatted(endpoint));
                    case NONE -> unreachable(exception);
                };
            case "DEADLINE_EXCEEDED" ->
                switch (Answerer.of(exception)) {
                    case USERS_SERVER -> refused;
                    // Which of the two noticed first tells nothing.
                    case GRPC_SERVER, NONE -> unreachable(exception);
                };
            default -> refused;
        };
    }

    private UserError unreachable(UserException exception) {
        return new UserError.Unreachable(Unreachable.explain(endpoint, exception));
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
            var answer = HealthGrpc.newBlockingStub(fresh())
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
            throw new UserException(new UserError.Unreachable(Unreachable.explain(endpoint, e)), e);
        }
    }

    /** The channel; one that failed begins anew, without the pause of up to two minutes that gRPC would make. */
    private synchronized ManagedChannel fresh() {
        if (link.isEmpty()) {
            link = Optional.of(open(endpoint));
        }
        var channel = link.get().channel();
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.enterIdle();
        }
        return channel;
    }

    /** Ends calls and threads at once; without this, leaving takes longer than a call. */
    @Override
    public synchronized void close() {
        link.ifPresent(Connection::close);
    }

    private static void close(Link link) {
        link.channel().shutdownNow();
        try {
            link.channel().awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            link.loop()
                    .shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                    .await(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
