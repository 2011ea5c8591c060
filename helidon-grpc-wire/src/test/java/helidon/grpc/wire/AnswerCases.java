package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The frames that an answer is made of, and what the server makes of frames that come after it. */
final class AnswerCases {

    private static final int MANY = 40;

    private AnswerCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("an answer is headers, data and trailers that end the stream", talk(AnswerCases::shape)),
                Case.of("long trailers go on in CONTINUATION frames", talk((fixture, peer) -> {
                    var answer = peer.call(Request.of(FrameProbe.TRAIL), "40000".getBytes(US_ASCII))
                            .hasStatus(Answer.ABORTED);
                    assertThat(answer.trailer("x-long")).hasSize(40_000);
                    assertThat(answer.frames()).anyMatch(frame -> frame.is(Frame.CONTINUATION));
                    assertThat(answer.frames())
                            .allMatch(frame -> frame.payload().length <= RawConnection.DEFAULT_FRAME);
                    peer.echoes();
                })),
                Case.of("a frame has at most 16,384 bytes unless the peer allows more", talk((fixture, peer) -> {
                    assertThat(longest(peer)).isLessThanOrEqualTo(RawConnection.DEFAULT_FRAME);
                    peer.settings(Setting.MAX_FRAME_SIZE, 32_768);
                    assertThat(longest(peer)).isLessThanOrEqualTo(32_768);
                })),
                Case.of("a call may be answered before its peer has ended", talk((fixture, peer) -> {
                    int stream = refuse(peer);
                    // RFC 9113, section 8.1: a server may ask the peer to stop; then with NO_ERROR.
                    assertThat(peer.answer(stream).reset().orElse(Code.NO_ERROR))
                            .isEqualTo(Code.NO_ERROR);
                    peer.echoes();
                })),
                Case.of("frames that were under way to an answered stream are ignored", talk((fixture, peer) -> {
                    int data = refuse(peer);
                    peer.end(data, Bytes.message(Bytes.NONE));
                    peer.echoes();
                    int reset = refuse(peer);
                    peer.reset(reset, Code.CANCEL);
                    peer.echoes();
                    int window = refuse(peer);
                    peer.windowUpdate(window, 1);
                    peer.echoes();
                    int priority = refuse(peer);
                    peer.send(Frame.of(Frame.PRIORITY, 0, priority, Bytes.of(0, 0, 0, 0, 7)));
                    peer.echoes();
                })),
                Case.of("header fields that were under way to an answered stream are ignored", talk((fixture, peer) -> {
                            trail(peer, refuse(peer));
                            peer.echoes();
                        }))
                        .onNetty("it ends the connection", talk((fixture, peer) -> {
                            trail(peer, refuse(peer));
                            peer.fails(Code.INTERNAL_ERROR);
                        })),
                Case.of(
                        "late frames to a stream that the peer itself has reset are its own fault alone",
                        talk((fixture, peer) -> {
                            int stream = peer.start(Request.of(FrameProbe.CHAT));
                            peer.data(stream, Bytes.message(Bytes.random(10)));
                            peer.answer(stream, 15);
                            peer.reset(stream, Code.CANCEL);
                            peer.windowUpdate(stream, 1);
                            peer.reset(stream, Code.CANCEL);
                            peer.echoes();
                        })),
                Case.of("two megabytes of late DATA leave the connection its window", talk(AnswerCases::late)),
                Case.of(
                        "a connection that has carried two megabytes of calls still has its window",
                        talk((fixture, peer) -> {
                            var paced = new Paced(peer);
                            for (int i = 0; i < MANY; i++) {
                                int stream = peer.start(Request.of(FrameProbe.COLLECT));
                                paced.end(stream, Bytes.message(Bytes.random(50_000)));
                                peer.answer(stream).brings("1 50000".getBytes(US_ASCII));
                            }
                        })),
                Case.of("a stream that the peer resets tells its handler", talk((fixture, peer) -> {
                    int stream = peer.start(Request.of(FrameProbe.HOLD));
                    peer.end(stream, Bytes.message(Bytes.NONE));
                    fixture.frames().awaitHolding(1);
                    peer.reset(stream, Code.CANCEL);
                    fixture.frames().awaitCancelled(1);
                    peer.echoes();
                    fixture.frames().release();
                    peer.echoes();
                    assertThat(peer.inbox().answer(stream).frames()).isEmpty();
                })),
                Case.of("a peer that is gone tells the handlers of all its calls", fixture -> {
                    try (var peer = RawConnection.open(fixture)) {
                        for (int i = 0; i < MANY; i++) {
                            peer.end(peer.start(Request.of(FrameProbe.HOLD)), Bytes.message(Bytes.NONE));
                        }
                        fixture.frames().awaitHolding(MANY);
                    }
                    fixture.frames().awaitCancelled(MANY);
                    fixture.frames().release();
                }));
    }

    private static void shape(Fixture fixture, RawConnection peer) throws Exception {
        var answer = peer.call(Request.of(FrameProbe.ECHO), Bytes.random(10));
        assertThat(answer.frames()).extracting(Frame::type).containsExactly(Frame.HEADERS, Frame.DATA, Frame.HEADERS);
        assertThat(answer.frames())
                .extracting(frame -> frame.has(Frame.END_STREAM))
                .containsExactly(false, false, true);
        assertThat(answer.header(":status")).isEqualTo("200");
        assertThat(answer.header("content-type")).isEqualTo("application/grpc");
        assertThat(answer.blocks().getLast()).containsOnlyKeys("grpc-status");
    }

    private static int longest(RawConnection peer) throws Exception {
        var answer = peer.call(Request.of(FrameProbe.POUR), FrameProbe.order(4, 100_000))
                .hasStatus(Answer.OK);
        assertThat(answer.messages()).hasSize(4);
        return answer.frames().stream()
                .mapToInt(frame -> frame.payload().length)
                .max()
                .orElseThrow();
    }

    private static void late(Fixture fixture, RawConnection peer) throws Exception {
        var paced = new Paced(peer);
        for (int i = 0; i < MANY; i++) {
            paced.end(refuse(peer), new byte[50_000]);
        }
        peer.echoes();
    }

    private static void trail(RawConnection peer, int stream) throws Exception {
        peer.send(
                Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, Hpack.field("x-checksum", "1")));
    }

    /** A stream that the server has answered while its peer may still send. */
    private static int refuse(RawConnection peer) throws Exception {
        int stream = peer.start(Request.of(FrameProbe.REFUSE));
        var answer = peer.answer(stream).hasStatus(Answer.ABORTED);
        assertThat(answer.trailer("grpc-message")).isEqualTo("enough");
        return stream;
    }
}
