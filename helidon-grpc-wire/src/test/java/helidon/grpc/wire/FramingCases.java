package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/** Messages of gRPC in frames of HTTP/2, cut and put together in every way. */
final class FramingCases {

    private static final byte[] HELLO = "hello".getBytes(US_ASCII);
    private static final Request ECHO = Request.of(FrameProbe.ECHO);

    private FramingCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a message may be split over frames at every byte", talk(FramingCases::split)),
                Case.of("a frame may hold several messages and the start of another", talk((fixture, peer) -> {
                    int stream = peer.start(Request.of(FrameProbe.CHAT));
                    var one = Bytes.message(HELLO);
                    peer.data(stream, Bytes.join(one, one, one, Bytes.of(0, 0)));
                    peer.end(stream, Bytes.join(Bytes.of(0, 0, 5), HELLO, one));
                    assertThat(peer.answer(stream).hasStatus(Answer.OK).messages())
                            .containsExactly(HELLO, HELLO, HELLO, HELLO, HELLO);
                })),
                Case.of(
                        "a message may be empty",
                        talk((fixture, peer) -> peer.call(ECHO, Bytes.NONE).brings(Bytes.NONE))),
                Case.of("an empty DATA frame may end the stream", talk((fixture, peer) -> {
                    int stream = peer.start(ECHO);
                    peer.data(stream, Bytes.message(HELLO));
                    peer.end(stream, Bytes.NONE);
                    peer.answer(stream).brings(HELLO);
                })),
                Case.of("empty DATA frames before and amid a message are nothing", talk(FramingCases::emptyFrames)),
                Case.of("padding and priorities are no part of what is said", talk(FramingCases::padded)),
                Case.of("header fields after the message may end the stream", talk(FramingCases::trailers))
                        .onNetty(
                                "it takes them for the start of another request",
                                talk((fixture, peer) -> assertThat(trailed(peer).header(":status"))
                                        .isEqualTo("404"))),
                Case.of("a message's reserved flags are INTERNAL", talk((fixture, peer) -> {
                    isInternal(peer, Bytes.join(Bytes.of(2), Bytes.number(5), HELLO));
                    isInternal(peer, Bytes.join(Bytes.of(0xff), Bytes.number(5), HELLO));
                    peer.echoes();
                })),
                Case.of("a stream that ends amid a message's prefix is INTERNAL", talk((fixture, peer) -> {
                    isInternal(peer, Bytes.of(0, 0, 0));
                    peer.echoes();
                })),
                Case.of("a stream that ends amid a message is INTERNAL", talk((fixture, peer) -> {
                    isInternal(peer, Bytes.join(Bytes.of(0), Bytes.number(6), HELLO));
                    isInternal(peer, Bytes.join(Bytes.message(HELLO), Bytes.of(0, 0)));
                    peer.echoes();
                })),
                Case.of("a compressed message without grpc-encoding is INTERNAL", talk((fixture, peer) -> {
                    isInternal(peer, Bytes.join(Bytes.of(1), Bytes.number(5), HELLO));
                    peer.echoes();
                })),
                Case.of("a unary call without a message is INTERNAL", talk(FramingCases::noMessage)),
                Case.of("a unary call of two messages is INTERNAL", talk((fixture, peer) -> {
                            isInternal(peer, Bytes.join(Bytes.message(HELLO), Bytes.message(HELLO)));
                            peer.echoes();
                        }))
                        .onNetty(
                                "it cancels the call, and says so to the peer alone with a reset",
                                talk((fixture, peer) -> {
                                    int stream = peer.start(ECHO);
                                    peer.end(stream, Bytes.join(Bytes.message(HELLO), Bytes.message(HELLO)));
                                    peer.answer(stream).isReset(Code.CANCEL);
                                })),
                Case.of(
                        "a message of four gigabytes is refused by its prefix, and nothing is set aside for it",
                        talk(FramingCases::hugePrefix)));
    }

    private static void split(Fixture fixture, RawConnection peer) throws Exception {
        var message = Bytes.message(HELLO);
        for (int cut = 0; cut <= message.length; cut++) {
            int stream = peer.start(ECHO);
            peer.data(stream, Arrays.copyOf(message, cut));
            peer.end(stream, Arrays.copyOfRange(message, cut, message.length));
            peer.answer(stream).brings(HELLO);
        }
        int stream = peer.start(ECHO);
        for (byte piece : message) {
            peer.data(stream, new byte[] {piece});
        }
        peer.end(stream, Bytes.NONE);
        peer.answer(stream).brings(HELLO);
    }

    private static void emptyFrames(Fixture fixture, RawConnection peer) throws Exception {
        int stream = peer.start(ECHO);
        peer.data(stream, Bytes.NONE);
        peer.data(stream, Bytes.of(0, 0, 0));
        peer.data(stream, Bytes.NONE);
        peer.end(stream, Bytes.join(Bytes.of(0, 5), HELLO));
        peer.answer(stream).brings(HELLO);
    }

    private static void padded(Fixture fixture, RawConnection peer) throws Exception {
        int stream = peer.take();
        // Pad length, stream depended on, weight; the block; the padding.
        var headers = Bytes.join(Bytes.of(3, 0, 0, 0, 0, 15), ECHO.block(), Bytes.of(0, 0, 0));
        var data = Bytes.join(Bytes.of(255), Bytes.message(HELLO), new byte[255]);
        peer.send(
                Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.PADDED | Frame.PRIORITIZED, stream, headers),
                Frame.of(Frame.PRIORITY, 0, stream, Bytes.of(0, 0, 0, 0, 7)),
                Frame.of(Frame.DATA, Frame.PADDED | Frame.END_STREAM, stream, data));
        peer.answer(stream).brings(HELLO);
    }

    private static void trailers(Fixture fixture, RawConnection peer) throws Exception {
        trailed(peer).brings(HELLO);
        peer.echoes();
    }

    private static Answer trailed(RawConnection peer) throws Exception {
        int stream = peer.start(ECHO);
        peer.data(stream, Bytes.message(HELLO));
        peer.send(
                Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, Hpack.field("x-checksum", "1")));
        return peer.answer(stream);
    }

    private static void noMessage(Fixture fixture, RawConnection peer) throws Exception {
        isInternal(peer, Bytes.NONE);
        int stream = peer.take();
        peer.send(Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, ECHO.block()));
        peer.answer(stream).hasStatus(Answer.INTERNAL);
        peer.echoes();
    }

    private static void hugePrefix(Fixture fixture, RawConnection peer) throws Exception {
        long before = Heap.used();
        int stream = peer.start(ECHO);
        peer.data(stream, Bytes.of(0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3));
        peer.answer(stream).hasStatus(Answer.RESOURCE_EXHAUSTED);
        assertThat(Heap.used() - before).isLessThan(Heap.BOUND);
        peer.echoes();
    }

    private static void isInternal(RawConnection peer, byte[] data) throws Exception {
        int stream = peer.start(ECHO);
        peer.end(stream, data);
        peer.answer(stream).hasStatus(Answer.INTERNAL);
    }
}
