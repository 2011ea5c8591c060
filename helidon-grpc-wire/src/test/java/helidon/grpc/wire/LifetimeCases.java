package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long a connection lives, and how it ends without a call that is lost. */
final class LifetimeCases {

    private static final byte[] NOTHING = Bytes.message(Bytes.NONE);
    private static final int ALL = Integer.MAX_VALUE;
    /** Which grpc-netty makes a second of: its shortest age. */
    private static final GrpcWireConfig AGEING =
            GrpcWireConfig.builder().maxConnectionAge(millis(300)).build();

    private static final String SELDOM = "it asks every ten seconds at most";

    private LifetimeCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a peer that pings as often as it may is let be", talk((fixture, peer) -> {
                            for (int i = 0; i < 10; i++) {
                                peer.ping(i);
                                Thread.sleep(120);
                            }
                            assertThat(peer.goAways()).isEmpty();
                            peer.echoes();
                        }))
                        .with(GrpcWireConfig.builder()
                                .permitKeepAliveTime(millis(100))
                                .build()),
                Case.of("answers to pings are no pings", talk((fixture, peer) -> {
                            isPinged(peer, 20);
                            for (int i = 0; i < 100; i++) {
                                peer.send(Frame.of(Frame.PING, Frame.ACK, 0, new byte[8]));
                            }
                            peer.echoes();
                            assertThat(peer.goAways()).isEmpty();
                        }))
                        .with(GrpcWireConfig.builder()
                                .permitKeepAliveTime(Duration.ofMinutes(10))
                                .keepAliveTime(millis(20))
                                .keepAliveTimeout(Duration.ofSeconds(5))
                                .build())
                        .onNetty(SELDOM, seldom()),
                Case.of("a peer that does not answer the server's ping is gone", talk((fixture, peer) -> {
                            peer.end(peer.start(Request.of(FrameProbe.HOLD)), NOTHING);
                            fixture.frames().awaitHolding(1);
                            peer.answerPings(false);
                            peer.ended();
                            fixture.frames().awaitCancelled(1);
                        }))
                        .with(GrpcWireConfig.builder()
                                .keepAliveTime(millis(200))
                                .keepAliveTimeout(millis(200))
                                .build())
                        .onNetty(SELDOM, seldom()),
                Case.of("a peer that answers the server's pings stays", talk((fixture, peer) -> {
                            isPinged(peer, 5);
                            peer.echoes();
                            assertThat(peer.goAways()).isEmpty();
                        }))
                        .with(GrpcWireConfig.builder()
                                .keepAliveTime(millis(100))
                                .keepAliveTimeout(millis(500))
                                .build())
                        .onNetty(SELDOM, seldom()),
                Case.waiting(
                                "an old connection takes calls until its peer must know that it ends",
                                talk((fixture, peer) -> {
                                    int running = ages(peer);
                                    int late = peer.start(Request.of(FrameProbe.ECHO));
                                    peer.end(late, NOTHING);
                                    peer.ping(7);
                                    peer.await(frame -> frame.is(Frame.PING) && frame.has(Frame.ACK));
                                    fixture.frames().release();
                                    peer.answer(running).brings(Bytes.NONE);
                                    peer.ended();
                                    // By its number the client knows that nobody has seen the late one.
                                    assertThat(peer.inbox().answer(late).blocks())
                                            .isEmpty();
                                    assertThat(fixture.frames().begun()).isEqualTo(2);
                                }))
                        .with(AGEING)
                        .onNetty("a call too late costs all the others", talk((fixture, peer) -> {
                            int running = ages(peer);
                            fixture.frames().release();
                            peer.answer(running).brings(Bytes.NONE);
                            peer.ended();
                        })),
                Case.waiting("an old connection lets its calls end when no grace is set", talk((fixture, peer) -> {
                            int stream = peer.start(Request.of(FrameProbe.HOLD));
                            peer.end(stream, NOTHING);
                            isLeaving(peer, stream);
                            Thread.sleep(500);
                            fixture.frames().release();
                            peer.answer(stream).brings(Bytes.NONE);
                            peer.ended();
                        }))
                        .with(AGEING),
                Case.waiting("the grace of an old connection ends its calls", talk((fixture, peer) -> {
                            int stream = peer.start(Request.of(FrameProbe.HOLD));
                            peer.end(stream, NOTHING);
                            fixture.frames().awaitHolding(1);
                            peer.ended();
                            fixture.frames().awaitCancelled(1);
                        }))
                        .with(GrpcWireConfig.builder()
                                .maxConnectionAge(millis(300))
                                .maxConnectionAgeGrace(millis(300))
                                .build()),
                Case.waiting(
                                "a peer that never acknowledges is not waited for longer than ten seconds",
                                talk((fixture, peer) -> {
                                    peer.answerPings(false);
                                    isLeaving(peer, 0);
                                    peer.ended(Duration.ofSeconds(5));
                                }))
                        .with(GrpcWireConfig.builder()
                                .maxConnectionAge(millis(300))
                                .keepAliveTimeout(millis(500))
                                .build()),
                Case.waiting("a connection without calls ends when it has been idle", fixture -> {
                    try (var idle = idle(fixture);
                            var peer = RawConnection.open(idle)) {
                        peer.echoes();
                        peer.ended();
                        assertThat(peer.goAways()).extracting(GoAway::code).containsOnly(Code.NO_ERROR);
                        assertThat(peer.goAways().getLast().last()).isIn(1, ALL);
                    }
                }),
                Case.waiting("a connection that has never had a call ends when it is idle, too", fixture -> {
                    try (var idle = idle(fixture);
                            var peer = RawConnection.open(idle)) {
                        peer.ended();
                        assertThat(peer.goAways()).extracting(GoAway::code).containsOnly(Code.NO_ERROR);
                    }
                }),
                Case.waiting("a connection with a silent call is not idle", fixture -> {
                    try (var idle = idle(fixture);
                            var peer = RawConnection.open(idle)) {
                        int stream = peer.start(Request.of(FrameProbe.HOLD));
                        peer.end(stream, NOTHING);
                        Thread.sleep(2000);
                        assertThat(peer.goAways()).isEmpty();
                        idle.frames().release();
                        peer.answer(stream).brings(Bytes.NONE);
                        peer.ended();
                    }
                }),
                Case.of("a client that says GOAWAY gets the answers it waits for", talk((fixture, peer) -> {
                    int stream = peer.start(Request.of(FrameProbe.HOLD));
                    peer.end(stream, NOTHING);
                    fixture.frames().awaitHolding(1);
                    peer.send(Frame.of(Frame.GOAWAY, 0, 0, new byte[8]));
                    fixture.frames().release();
                    peer.answer(stream).brings(Bytes.NONE);
                })));
    }

    private static int ages(RawConnection peer) throws Exception {
        peer.answerPings(false);
        int running = peer.start(Request.of(FrameProbe.HOLD));
        peer.end(running, NOTHING);
        assertThat(peer.goAway()).isEqualTo(new GoAway(ALL, Code.NO_ERROR, "max_age"));
        var ping = peer.await(frame -> frame.is(Frame.PING) && !frame.has(Frame.ACK));
        // Its client has not yet heard of the first GOAWAY: this call must be served.
        peer.echoes();
        peer.send(Frame.of(Frame.PING, Frame.ACK, 0, ping.payload()));
        isLeaving(peer, running + 2);
        return running;
    }

    /** The last GOAWAY: it says which calls are still served. */
    private static void isLeaving(RawConnection peer, int last) {
        var goAway = peer.await(
                "last GOAWAY",
                Duration.ofSeconds(15),
                () -> peer.goAways().stream().filter(one -> one.last() != ALL).findFirst());
        assertThat(goAway.last()).isEqualTo(last);
        assertThat(goAway.code()).isEqualTo(Code.NO_ERROR);
    }

    private static void isPinged(RawConnection peer, int times) {
        peer.await(
                "pings",
                () -> Optional.of(peer.inbox().frames(Frame.PING).stream()
                                .filter(frame -> !frame.has(Frame.ACK))
                                .count())
                        .filter(count -> count >= times));
    }

    private static Case.Check seldom() {
        return talk((fixture, peer) -> {
            Thread.sleep(500);
            assertThat(peer.inbox().frames(Frame.PING)).isEmpty();
        });
    }

    private static Fixture idle(Fixture fixture) {
        return new Fixture(
                fixture.kind(), GrpcWireConfig.create(), new TestServer.Listening(Optional.empty(), millis(400)));
    }

    private static Duration millis(int count) {
        return Duration.ofMillis(count);
    }
}
