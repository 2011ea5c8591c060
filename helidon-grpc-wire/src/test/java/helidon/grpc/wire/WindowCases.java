package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.DEFAULT_WINDOW;
import static helidon.grpc.wire.RawConnection.talk;
import static helidon.grpc.wire.Setting.INITIAL_WINDOW_SIZE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Flow control, of both directions: RFC 9113, section 5.2. */
final class WindowCases {

    private static final byte[] MESSAGE = Bytes.random(20);
    private static final int FRAMED = 25;
    private static final int MANY = 1000;
    private static final int CHUNK = 20_000;

    private WindowCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a window that opens byte by byte lets through as much", WindowCases::byteByByte),
                Case.of("a window made smaller than what is under way recovers", WindowCases::negative),
                Case.of("a window that the peer enlarges counts for open streams", WindowCases::enlarged),
                Case.of("an empty window stops data alone: an answer without a message comes", fixture -> {
                    try (var peer = RawConnection.open(fixture, INITIAL_WINDOW_SIZE, 0)) {
                        peer.call(Request.of("Nope"), MESSAGE).hasStatus(Answer.UNIMPLEMENTED);
                    }
                }),
                Case.of("an empty message waits for as much window as its prefix takes", fixture -> {
                    try (var peer = RawConnection.open(fixture, INITIAL_WINDOW_SIZE, 4)) {
                        int stream = peer.start(Request.of(FrameProbe.ECHO));
                        peer.end(stream, Bytes.message(Bytes.NONE));
                        peer.answer(stream, 4);
                        peer.windowUpdate(stream, 1);
                        peer.answer(stream).brings(Bytes.NONE);
                    }
                }),
                Case.of("a WINDOW_UPDATE of nothing is PROTOCOL_ERROR of its stream", talk((fixture, peer) -> {
                    int stream = peer.start(Request.of(FrameProbe.CHAT));
                    peer.windowUpdate(stream, 0);
                    peer.answer(stream).isReset(Code.PROTOCOL_ERROR);
                    peer.echoes();
                })),
                Case.waiting("a WINDOW_UPDATE of nothing for the connection ends it", talk((fixture, peer) -> {
                    peer.windowUpdate(0, 0);
                    peer.fails(Code.PROTOCOL_ERROR);
                })),
                Case.of("a stream's window over 31 bits is FLOW_CONTROL_ERROR of the stream", talk((fixture, peer) -> {
                    int stream = peer.start(Request.of(FrameProbe.CHAT));
                    peer.windowUpdate(stream, Integer.MAX_VALUE);
                    peer.answer(stream).isReset(Code.FLOW_CONTROL_ERROR);
                    peer.echoes();
                })),
                Case.waiting("a connection's window over 31 bits is FLOW_CONTROL_ERROR", talk((fixture, peer) -> {
                    peer.windowUpdate(0, Integer.MAX_VALUE);
                    peer.fails(Code.FLOW_CONTROL_ERROR);
                })),
                Case.waiting(
                                "SETTINGS that bring a stream's window over 31 bits end the connection",
                                talk((fixture, peer) -> {
                                    int stream = peer.start(Request.of(FrameProbe.CHAT));
                                    peer.windowUpdate(stream, 1 << 29);
                                    peer.settings(INITIAL_WINDOW_SIZE, Integer.MAX_VALUE);
                                    peer.fails(Code.FLOW_CONTROL_ERROR);
                                }))
                        .onNetty("it resets the stream alone", talk((fixture, peer) -> {
                            int stream = peer.start(Request.of(FrameProbe.CHAT));
                            peer.windowUpdate(stream, 1 << 29);
                            peer.settings(INITIAL_WINDOW_SIZE, Integer.MAX_VALUE);
                            peer.answer(stream).isReset(Code.FLOW_CONTROL_ERROR);
                        })),
                Case.of("a peer that overruns a stream's window is FLOW_CONTROL_ERROR", talk(WindowCases::overrun)),
                Case.of("two long answers take turns on one connection", WindowCases::turns),
                Case.of("an answer that waits for its stream's window holds up no other", WindowCases::stalled),
                Case.of("calls go on though another's messages are not read", talk(WindowCases::unread)),
                Case.of("a slow reader gets each message once, and calls beside it are answered", WindowCases::slow));
    }

    private static void byteByByte(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture, INITIAL_WINDOW_SIZE, 0)) {
            int stream = peer.start(Request.of(FrameProbe.ECHO));
            peer.end(stream, Bytes.message(MESSAGE));
            for (int i = 0; i < FRAMED; i++) {
                peer.windowUpdate(stream, 1);
                assertThat(peer.answer(stream, i + 1).received()).isEqualTo(i + 1);
            }
            peer.answer(stream).brings(MESSAGE);
        }
    }

    private static void negative(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture, INITIAL_WINDOW_SIZE, 1000)) {
            int stream = peer.start(Request.of(FrameProbe.ECHO));
            var message = Bytes.random(5000);
            peer.end(stream, Bytes.message(message));
            peer.answer(stream, 1000);
            // Minus 900: only what comes on top of that is a window again.
            peer.settings(INITIAL_WINDOW_SIZE, 100);
            peer.windowUpdate(stream, 900);
            isAcknowledged(peer, 2);
            assertThat(peer.inbox().received(stream)).isEqualTo(1000);
            peer.windowUpdate(stream, 1);
            assertThat(peer.answer(stream, 1001).received()).isEqualTo(1001);
            peer.settings(INITIAL_WINDOW_SIZE, 10_000);
            peer.answer(stream).brings(message);
        }
    }

    private static void enlarged(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture, INITIAL_WINDOW_SIZE, 0)) {
            var streams = List.of(
                    peer.start(Request.of(FrameProbe.ECHO)),
                    peer.start(Request.of(FrameProbe.ECHO)),
                    peer.start(Request.of(FrameProbe.ECHO)));
            for (int stream : streams) {
                peer.end(stream, Bytes.message(MESSAGE));
                peer.await(frame -> frame.is(Frame.HEADERS) && frame.stream() == stream);
            }
            peer.settings(INITIAL_WINDOW_SIZE, 10);
            for (int stream : streams) {
                assertThat(peer.answer(stream, 10).received()).isEqualTo(10);
            }
            peer.settings(INITIAL_WINDOW_SIZE, FRAMED);
            for (int stream : streams) {
                peer.answer(stream).brings(MESSAGE);
            }
        }
    }

    private static void overrun(Fixture fixture, RawConnection peer) throws Exception {
        int window = peer.offered(INITIAL_WINDOW_SIZE).orElse(DEFAULT_WINDOW);
        int stream = peer.start(Request.of(FrameProbe.DEAF));
        peer.data(stream, Bytes.join(Bytes.of(0), Bytes.number(4_000_000)));
        for (int sent = 0;
                sent < 20 * window && peer.inbox().frames(Frame.RST_STREAM).isEmpty();
                sent += 10_000) {
            try {
                peer.data(stream, new byte[10_000]);
            } catch (IOException e) {
                // The connection's window is overrun too: both ends are right.
                break;
            }
        }
        int code = peer.await("end", () -> {
            var answer = peer.inbox().answer(stream);
            return answer.reset().isPresent()
                    ? Optional.of(answer.reset().getAsInt())
                    : peer.goAways().stream().map(GoAway::code).findFirst();
        });
        assertThat(code).isEqualTo(Code.FLOW_CONTROL_ERROR);
    }

    private static void turns(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture, INITIAL_WINDOW_SIZE, 1 << 30)) {
            var order = Bytes.message(FrameProbe.order(MANY, 1000));
            int one = peer.start(Request.of(FrameProbe.POUR));
            int two = peer.start(Request.of(FrameProbe.POUR));
            peer.end(one, order);
            peer.end(two, order);
            peer.await(
                    "the connection's window used up",
                    () -> Optional.of(1).filter(any -> received(peer, one, two) == DEFAULT_WINDOW));
            int total = MANY * 1005;
            while (received(peer, one, two) < 2 * total) {
                int before = received(peer, one, two);
                peer.windowUpdate(0, 20_000);
                peer.await(
                        "more",
                        () -> Optional.of(1)
                                .filter(any -> received(peer, one, two) == Math.min(before + 20_000, 2 * total)));
                if (before > total / 2 && before < total) {
                    // Neither has had to wait for the other's end.
                    assertThat(peer.inbox().received(one)).isBetween(total / 16, total);
                    assertThat(peer.inbox().received(two)).isBetween(total / 16, total);
                }
            }
            isNumbered(peer.answer(one), MANY);
            isNumbered(peer.answer(two), MANY);
        }
    }

    private static void stalled(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture)) {
            peer.settings(INITIAL_WINDOW_SIZE, 1000);
            int stream = peer.start(Request.of(FrameProbe.POUR));
            peer.end(stream, Bytes.message(FrameProbe.order(MANY, 1000)));
            peer.answer(stream, 1000);
            for (int i = 0; i < 20; i++) {
                peer.echoes();
            }
            assertThat(peer.inbox().received(stream)).isEqualTo(1000);
            peer.windowUpdate(stream, 1 << 29);
            isNumbered(peer.answer(stream), MANY);
        }
    }

    private static void unread(Fixture fixture, RawConnection peer) throws Exception {
        int window = peer.offered(INITIAL_WINDOW_SIZE).orElse(DEFAULT_WINDOW);
        var paced = new Paced(peer);
        int held = peer.start(Request.of(FrameProbe.DEAF));
        paced.send(held, new byte[window]);
        for (int i = 0; i < 20; i++) {
            int stream = peer.start(Request.of(FrameProbe.COLLECT));
            paced.end(stream, Bytes.message(Bytes.random(50_000)));
            peer.answer(stream).brings("1 50000".getBytes(US_ASCII));
        }
        assertThat(peer.inbox().answer(held).ended()).isFalse();
    }

    private static void slow(Fixture fixture) throws Exception {
        try (var peer = RawConnection.open(fixture, INITIAL_WINDOW_SIZE, 65_536)) {
            peer.windowUpdate(0, 1 << 30);
            int stream = peer.start(Request.of(FrameProbe.POUR));
            peer.end(stream, Bytes.message(FrameProbe.order(MANY, CHUNK)));
            int total = MANY * (CHUNK + 5);
            for (int read = 65_536; read < total; read += 65_536) {
                int wanted = read;
                assertThat(peer.answer(stream, wanted).received()).isEqualTo(wanted);
                if (read % (20 * 65_536) == 0) {
                    peer.echoes();
                }
                peer.windowUpdate(stream, 65_536);
            }
            isNumbered(peer.answer(stream), MANY);
        }
    }

    private static int received(RawConnection peer, int one, int two) {
        return peer.inbox().received(one) + peer.inbox().received(two);
    }

    private static void isAcknowledged(RawConnection peer, int settings) {
        peer.await(
                "acknowledgement",
                () -> Optional.of(peer.inbox().frames(Frame.SETTINGS).stream()
                                .filter(frame -> frame.has(Frame.ACK))
                                .count())
                        .filter(count -> count == settings));
    }

    private static void isNumbered(Answer answer, int messages) {
        answer.hasStatus(Answer.OK);
        assertThat(answer.messages().stream()
                        .map(message -> ByteBuffer.wrap(message).getInt()))
                .containsExactlyElementsOf(IntStream.range(0, messages).boxed().toList());
    }
}
