package users.shell.connection;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import users.api.UserError;
import users.api.UserException;
import users.api.grpc.UsersClient;

/** A server, reached when it is first asked for something. Threads may share it. */
public final class Connection implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final int CLOSE_MILLIS = 200;

    private final Access access;
    private final Tokens tokens;
    private final Map<String, String> environment;
    private final Handshakes handshakes;
    private Optional<Link> link = Optional.empty();

    /**
     * What a connection is made of once it is needed; help and wrong commands never need it.
     *
     * @param files what was in those of the transport that can be renewed
     */
    private record Link(EventLoopGroup loop, ManagedChannel channel, List<String> files) {}

    /** @param environment variables, of which TRACEPARENT names a trace to be part of */
    public Connection(Access access, Map<String, String> environment) {
        this.access = access;
        this.environment = environment;
        tokens = new Tokens(access.tokens());
        handshakes = new Handshakes(access.transport());
    }

    private Link open(List<String> files) {
        var carrier = carrier(access);
        var loop = link.map(Link::loop).orElseGet(() -> new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()));
        var channel = carrier.setNameResolverArg(HostResolverProvider.ENDPOINT, access.endpoint())
                // Straight to the server: a proxy for the web knows no gRPC, and one for localhost is always wrong.
                .proxyDetector(server -> null)
                .eventLoopGroup(loop)
                .channelFactory(handshakes::socket)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .defaultServiceConfig(UsersClient.serviceConfig())
                .directExecutor()
                .build();
        return new Link(loop, channel, files);
    }

    private static NettyChannelBuilder carrier(Access access) {
        var builder = NettyChannelBuilder.forTarget(HostResolverProvider.TARGET);
        return switch (access.transport()) {
            case Transport.Plaintext() -> builder.usePlaintext();
            case Transport.Tls tls -> {
                tls.serverName().ifPresent(builder::overrideAuthority);
                yield builder.sslContext(new TlsSetup(tls).context());
            }
        };
    }

    public Endpoint endpoint() {
        return access.endpoint();
    }

    /** For a command: its calls are one trace, and say who makes them. */
    public Calls command() {
        var trace = TraceParent.of(environment);
        Supplier<Channel> anybody = () -> ClientInterceptors.intercept(fresh(), trace);
        return switch (access.tokens()) {
            case TokenSource.None() -> new Calls(this, anybody, anybody);
            case TokenSource any ->
                new Calls(this, () -> ClientInterceptors.intercept(anybody.get(), new TokenCalls(tokens)), anybody);
        };
    }

    /** For what no person asked for: nothing is run to find out who calls. */
    public Calls background() {
        return new Calls(this, () -> ClientInterceptors.intercept(fresh(), TokenCalls.atHand(tokens)), this::fresh);
    }

    /**
     * Reads the files that are needed to reach the server.
     *
     * @throws AccessException when one is of no use
     */
    public void check() {
        fresh();
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
                                        .formatted(endpoint()));
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

    /** Whether a server was there when no answer came. */
    public boolean isThere() {
        return handshakes.trouble().isPresent();
    }

    /** Why no answer came. */
    UserError unreachable(RuntimeException failure) {
        return new Unreachable(access, handshakes).explain(failure);
    }

    /**
     * The channel, which is another one when a certificate or a key was renewed; one that failed begins anew, without the
     * pause of up to two minutes that gRPC would make.
     */
    private synchronized ManagedChannel fresh() {
        var files = contents(access.transport());
        if (link.filter(current -> current.files().equals(files)).isEmpty()) {
            var next = open(files);
            // Calls on their way may end.
            link.ifPresent(old -> old.channel().shutdown());
            handshakes.forget();
            link = Optional.of(next);
        }
        var channel = link.orElseThrow().channel();
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            handshakes.forget();
            channel.enterIdle();
        }
        return channel;
    }

    private static List<String> contents(Transport transport) {
        return switch (transport) {
            case Transport.Plaintext() -> List.of();
            case Transport.Tls tls ->
                tls.files().stream()
                        .filter(file -> !file.isPipe())
                        .map(file -> file.text(PemFile.MAXIMUM_SIZE))
                        .toList();
        };
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
