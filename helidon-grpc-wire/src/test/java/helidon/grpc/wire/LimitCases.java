package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Peers that are slow, silent or greedy: what they hold is bounded in size and in time. */
final class LimitCases {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final GrpcWireConfig HASTY =
            GrpcWireConfig.builder().headersTimeout(SECOND).build();
    private static final GrpcWireConfig NARROW =
            GrpcWireConfig.builder().maxConcurrentStreams(10).build();
    private static final byte[] NOTHING = Bytes.message(Bytes.NONE);
    private static final String WAITS = "it waits";

    private LimitCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a peer that connects and says nothing is let go", LimitCases::silent)
                        .with(HASTY)
                        .onNetty(WAITS, waits()),
                Case.of(
                                "a peer that stops amid the preface is let go",
                                fixture -> ends(fixture, "PRI * HTTP".getBytes(US_ASCII)))
                        .with(HASTY)
                        .onNetty(WAITS, waits("PRI * HTTP".getBytes(US_ASCII))),
                Case.of(
                                "a preface that no SETTINGS follow in time ends the connection",
                                fixture -> ends(fixture, RawConnection.PREFACE))
                        .with(HASTY)
                        .onNetty(WAITS, waits(RawConnection.PREFACE)),
                Case.of("header fields that stop half way end the connection in time", talk((fixture, peer) -> {
                            stopHalfWay(peer);
                            peer.ended(Duration.ofSeconds(3));
                        }))
                        .with(HASTY)
                        .onNetty(WAITS, talk((fixture, peer) -> {
                            stopHalfWay(peer);
                            Thread.sleep(1500);
                            assertThat(peer.inbox().closed()).isFalse();
                        })),
                Case.of("header fields that trickle in do not get more time", talk((fixture, peer) -> {
                            trickle(peer, 300);
                            peer.ended();
                        }))
                        .with(HASTY)
                        .onNetty("it counts the frames, not the time", talk((fixture, peer) -> {
                            trickle(peer, 300);
                            peer.fails(Code.ENHANCE_YOUR_CALM);
                        })),
                Case.waiting("a stream that only waits for its peer's message is given time", talk((fixture, peer) -> {
                            int stream = peer.start(Request.of(FrameProbe.ECHO));
                            Thread.sleep(1500);
                            peer.end(stream, NOTHING);
                            peer.answer(stream).brings(Bytes.NONE);
                        }))
                        .with(HASTY),
                Case.of("a stream over the limit is REFUSED_STREAM and the others go on", talk(LimitCases::refused))
                        .with(NARROW),
                Case.of("a peer that never heeds refusals is let go", talk((fixture, peer) -> {
                            hold(fixture, peer, NARROW.maxConcurrentStreams());
                            open(peer, 100_000);
                            peer.ended();
                            fixture.frames().release();
                        }))
                        .with(NARROW)
                        .onNetty("it refuses each", talk((fixture, peer) -> {
                            hold(fixture, peer, NARROW.maxConcurrentStreams());
                            open(peer, 2000);
                            peer.answer(2 * 2000 - 1).isReset(Code.REFUSED_STREAM);
                            assertThat(peer.goAways()).isEmpty();
                            fixture.frames().release();
                        })),
                Case.of("a peer that asks and never reads costs no more than its buffers", LimitCases::deaf),
                Case.of("a peer that pings and never reads costs no more than its buffers", LimitCases::deafPings)
                        .with(GrpcWireConfig.builder()
                                .permitKeepAliveTime(Duration.ofNanos(1))
                                .build()),
                Case.of("a handler that sends to a peer that never reads is held up", LimitCases::heedless)
                        .onNetty("it keeps all that is sent", fixture -> {
                            try (var peer = greedy(fixture)) {
                                flood(peer);
                                Await.until("all sent", () -> fixture.frames().sent() == 2000 * 32_000);
                            }
                        }));
    }

    private static void silent(Fixture fixture) throws Exception {
        ends(fixture, Bytes.NONE);
    }

    private static void ends(Fixture fixture, byte[] said) throws Exception {
        try (var bystander = new Bystander(fixture);
                var peer = RawConnection.saying(fixture, said)) {
            peer.ended(Duration.ofSeconds(3));
            bystander.isUndisturbed();
        }
    }

    private static Case.Check waits(byte[]... said) {
        return fixture -> {
            try (var peer = RawConnection.saying(fixture, said)) {
                Thread.sleep(1500);
                assertThat(peer.inbox().closed()).isFalse();
            }
        };
    }

    private static void stopHalfWay(RawConnection peer) throws IOException {
        peer.send(Frame.of(
                Frame.HEADERS, 0, peer.take(), Request.of(FrameProbe.ECHO).block()));
    }

    private static void trickle(RawConnection peer, int pieces) throws Exception {
        int stream = peer.take();
        try {
            peer.send(Frame.of(Frame.HEADERS, 0, stream));
            for (int i = 0; i < pieces && !peer.inbox().closed(); i++) {
                peer.send(Frame.of(Frame.CONTINUATION, 0, stream, Hpack.literal("x-" + i, "")));
                Thread.sleep(20);
            }
        } catch (IOException e) {
            // The server has had enough.
        }
    }

    private static void refused(Fixture fixture, RawConnection peer) throws Exception {
        hold(fixture, peer, NARROW.maxConcurrentStreams());
        for (int i = 0; i < 5; i++) {
            int stream = peer.start(Request.of(FrameProbe.ECHO));
            peer.answer(stream).isReset(Code.REFUSED_STREAM);
        }
        fixture.frames().release();
        for (int i = 0; i < NARROW.maxConcurrentStreams(); i++) {
            peer.answer(1 + 2 * i).brings(Bytes.NONE);
        }
        peer.echoes();
    }

    private static void hold(Fixture fixture, RawConnection peer, int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            peer.end(peer.start(Request.of(FrameProbe.HOLD)), NOTHING);
        }
        fixture.frames().awaitHolding(calls);
    }

    private static void open(RawConnection peer, int streams) {
        var block = Request.of(FrameProbe.ECHO).block();
        try {
            while (peer.start(block, Frame.END_STREAM) < 2 * streams - 1) {
                // As fast as the socket takes them.
            }
        } catch (IOException e) {
            // The server has had enough.
        }
    }

    private static void deaf(Fixture fixture) throws Exception {
        var message = Bytes.message(Bytes.random(10_000));
        unread(fixture, peer -> {
            int stream = peer.start(Request.of(FrameProbe.ECHO));
            peer.end(stream, message);
        });
    }

    private static void deafPings(Fixture fixture) throws Exception {
        unread(fixture, peer -> peer.ping(7));
    }

    private interface Talk {
        void say(RawConnection peer) throws IOException;
    }

    private static void unread(Fixture fixture, Talk talk) throws Exception {
        try (var bystander = new Bystander(fixture);
                var peer = greedy(fixture)) {
            long before = Heap.used();
            peer.windowUpdate(0, 1 << 30);
            var talker = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 1_000_000; i++) {
                        talk.say(peer);
                    }
                } catch (IOException e) {
                    // The server has had enough, or the case is over.
                }
            });
            talker.join(Duration.ofSeconds(2));
            bystander.isUndisturbed();
            assertThat(Heap.used() - before).isLessThan(Heap.BOUND);
        }
    }

    private static RawConnection greedy(Fixture fixture) throws IOException {
        return RawConnection.deaf(fixture, Setting.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE);
    }

    private static void flood(RawConnection peer) throws IOException {
        peer.windowUpdate(0, 1 << 30);
        peer.end(peer.start(Request.of(FrameProbe.FLOOD)), Bytes.message(FrameProbe.order(2000, 32_000)));
    }

    private static void heedless(Fixture fixture) throws Exception {
        try (var peer = greedy(fixture)) {
            flood(peer);
            Await.until("something sent", () -> fixture.frames().sent() > 0);
            long before = -1;
            for (long sent = fixture.frames().sent();
                    sent != before;
                    sent = fixture.frames().sent()) {
                before = sent;
                Thread.sleep(300);
            }
            // Its own buffer and the sockets' buffers, which the kernel lets grow to some megabytes.
            assertThat(before).isLessThan(16 << 20);
        }
        fixture.frames().awaitCancelled(1);
    }
}
