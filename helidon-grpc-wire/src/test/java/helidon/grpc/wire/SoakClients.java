package helidon.grpc.wire;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** The soak's clients, in a JVM of their own, so that what the server's JVM holds is the server's. */
final class SoakClients {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final int VISITORS = 24;
    private static final int SOCKETS = 24;
    private static final int STEADY_CALLERS = 2;

    private final int port;
    private final SoakTally tally = new SoakTally();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();

    private SoakClients(int port) {
        this.port = port;
    }

    /** Something that goes on until it is over. */
    private interface Role {
        void run() throws Exception;
    }

    /** Takes the server's port and for how long, and prints what was done every second. */
    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        var clients = new SoakClients(Integer.parseInt(args[0]));
        clients.run(Duration.parse(args[1]));
        clients.tally.faults().forEach(fault -> System.out.println(fault));
        System.exit(clients.tally.faults().isEmpty() ? 0 : 1);
    }

    private void run(Duration duration) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            play(threads, 1, "steady stream", this::steadyStream);
            play(threads, STEADY_CALLERS, "steady caller", this::steadyCaller);
            play(threads, VISITORS, "visitor", () -> new SoakVisit(channel(), tally).run());
            play(threads, SOCKETS, "socket", () -> SoakSocket.open(port, tally).run());
            // Counted from the first echo on, however long a busy machine takes to warm up.
            for (var left = duration; left.isPositive(); left = tally.echoes.get() > 0 ? left.minus(SECOND) : left) {
                tally.over(SECOND);
                System.out.println(tally);
            }
            tally.end();
        }
        callbacks.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        // Few, since even a machine that is busy with other things must do more.
        atLeast(duration.toSeconds(), tally.connections.get(), "connections");
        atLeast(duration.dividedBy(10).toSeconds(), tally.echoes.get(), "steady echoes");
        System.out.println(tally);
    }

    private void play(ExecutorService threads, int players, String name, Role role) {
        for (var player = 0; player < players; player++) {
            threads.execute(() -> {
                while (!tally.over(Duration.ZERO)) {
                    try {
                        role.run();
                    } catch (Exception | AssertionError e) {
                        tally.fault(name, e);
                    }
                    tally.overWithin(BREATH);
                }
            });
        }
    }

    /** One stream for all the time, whose echo never fails to come. */
    private void steadyStream() throws Exception {
        var channel = channel();
        try {
            var stream = Exchange.stalled(channel, SoakProbe.TALK);
            for (var number = 0L; !tally.over(BREATH); number++) {
                var message = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
                var sent = System.nanoTime();
                stream.send(message).request(1).expect(message);
                tally.slowestEcho.accumulate(System.nanoTime() - sent);
                tally.echoes.incrementAndGet();
            }
            stream.end().ends(Status.Code.OK);
        } finally {
            channel.shutdownNow();
        }
    }

    private void steadyCaller() throws Exception {
        var channel = channel();
        try {
            while (!tally.over(BREATH)) {
                var message = new byte[1000];
                var call = Exchange.stalled(channel, SoakProbe.ECHO)
                        .send(message)
                        .end()
                        .request(2);
                call.expect(message);
                call.ends(Status.Code.OK);
                tally.calls.incrementAndGet();
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .usePlaintext()
                .eventLoopGroup(loops)
                .channelType(NioSocketChannel.class)
                .executor(callbacks)
                .build();
    }

    private void atLeast(long expected, long seen, String what) {
        if (seen < expected) {
            tally.fault("all", new IllegalStateException("only " + seen + " " + what));
        }
    }
}
