package helidon.grpc.wire;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;

/** A server with the {@link Probe} on it, and channels to it. */
final class Fixture implements AutoCloseable {

    private final Kind kind;
    private final GrpcWireConfig limits;
    private final Probe probe = new Probe();
    private final FrameProbe frames = new FrameProbe();
    private final TestServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    Fixture(Kind kind, GrpcWireConfig limits) {
        this(kind, limits, TestServer.Listening.PLAIN);
    }

    Fixture(Kind kind, GrpcWireConfig limits, TestServer.Listening listening) {
        this.kind = kind;
        this.limits = limits;
        server = TestServer.start(kind, limits, List.of(probe.service(), frames.service()), listening);
    }

    Kind kind() {
        return kind;
    }

    GrpcWireConfig limits() {
        return limits;
    }

    int port() {
        return server.port();
    }

    TestServer server() {
        return server;
    }

    /** What the server's handlers have seen. */
    Probe probe() {
        return probe;
    }

    /** The same for calls that are made of raw frames. */
    FrameProbe frames() {
        return frames;
    }

    /** A channel of the case's own, closed behind it. */
    ManagedChannel channel() {
        return channel(NettyChannelBuilder.forAddress("127.0.0.1", port()).usePlaintext());
    }

    ManagedChannel channel(NettyChannelBuilder builder) {
        var channel = builder.build();
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
    }
}
