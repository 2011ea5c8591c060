package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Servers that stop and connections that are replaced while calls are made. */
final class StopCases {

    private static final byte[] NOTHING = Bytes.message(Bytes.NONE);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int CALLERS = 3;

    private StopCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("no call fails over fifty ages of a connection", fixture -> callsOver(fixture, 50))
                        .with(GrpcWireConfig.builder()
                                .maxConnectionAge(Duration.ofMillis(100))
                                .build())
                        .onNetty(
                                "its shortest age is a second, so that three must do",
                                fixture -> callsOver(fixture, 3)),
                Case.waiting("a server that stops answers its running calls", StopCases::running),
                Case.of("a server that stops lets idle connections go at once", fixture -> {
                    try (var peer = RawConnection.open(fixture)) {
                        peer.echoes();
                        long start = System.nanoTime();
                        fixture.server().close();
                        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GRACE.dividedBy(2));
                        peer.ended();
                        assertThat(peer.goAways()).extracting(GoAway::code).containsOnly(Code.NO_ERROR);
                    }
                }),
                Case.waiting("a call that a stopping server has not begun is known not to be", StopCases::late));
    }

    private static void running(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture);
                var other = RawConnection.open(fixture)) {
            int stream = peer.start(Request.of(FrameProbe.HOLD));
            peer.end(stream, NOTHING);
            int chat = other.start(Request.of(FrameProbe.CHAT));
            other.data(chat, NOTHING);
            other.answer(chat, 5);
            fixture.frames().awaitHolding(1);
            var stopped = stop(fixture);
            assertThat(peer.goAway().code()).isEqualTo(Code.NO_ERROR);
            assertThat(other.goAway().code()).isEqualTo(Code.NO_ERROR);
            Await.until("no more connections", () -> isRefused(fixture));
            other.data(chat, NOTHING);
            other.answer(chat, 10);
            other.end(chat, Bytes.NONE);
            other.answer(chat).hasStatus(Answer.OK);
            other.ended();
            fixture.frames().release();
            peer.answer(stream).brings(Bytes.NONE);
            peer.ended();
            stopped.join();
        }
    }

    private static void late(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture)) {
            int running = peer.start(Request.of(FrameProbe.HOLD));
            peer.end(running, NOTHING);
            fixture.frames().awaitHolding(1);
            var stopped = stop(fixture);
            peer.await(
                    "last GOAWAY",
                    () -> peer.goAways().stream()
                            .filter(goAway -> goAway.last() == running)
                            .findFirst());
            int begun = fixture.frames().begun();
            peer.start(Request.of(FrameProbe.ECHO).block(), Frame.END_STREAM);
            fixture.frames().release();
            peer.answer(running).brings(Bytes.NONE);
            peer.ended();
            stopped.join();
            assertThat(fixture.frames().begun()).isEqualTo(begun);
        }
    }

    private static CompletableFuture<Void> stop(Fixture fixture) {
        return CompletableFuture.runAsync(fixture.server()::close, Thread.ofVirtual()::start);
    }

    private static boolean isRefused(Fixture fixture) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    /** Calls without a pause until the channel has had so many connections. */
    private static void callsOver(Fixture fixture, int connections) throws Exception {
        var channel = fixture.channel();
        Set<SocketAddress> seen = ConcurrentHashMap.newKeySet();
        var over = new AtomicBoolean();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> caller = () -> {
                int calls = 0;
                for (; !over.get(); calls++) {
                    call(channel, seen);
                }
                return calls;
            };
            var running =
                    Stream.generate(() -> callers.submit(caller)).limit(CALLERS).toList();
            try {
                Await.until(
                        "connections",
                        Duration.ofSeconds(40),
                        () -> seen.size() > connections || running.stream().anyMatch(Future::isDone));
            } finally {
                over.set(true);
            }
            for (var calls : running) {
                assertThat(calls.get()).isPositive();
            }
        }
        assertThat(seen).hasSizeGreaterThan(connections);
    }

    private static void call(ManagedChannel channel, Set<SocketAddress> seen) throws Exception {
        var ended = new CompletableFuture<Status>();
        var call = channel.newCall(FrameProbe.unary(FrameProbe.ECHO), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.complete(status);
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(Bytes.random(100));
        call.halfClose();
        assertThat(ended.get()).extracting(Status::getCode).isEqualTo(Status.Code.OK);
        var address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
        if (address != null) {
            seen.add(address);
        }
    }
}
