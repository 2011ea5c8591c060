package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Header fields in every form that HPACK has, and in frames of every size. */
final class HpackCases {

    private static final Request ECHO = Request.of(FrameProbe.ECHO);
    private static final Metadata.Key<String> MARK = Metadata.Key.of("x-mark", Metadata.ASCII_STRING_MARSHALLER);
    private static final byte[] MESSAGE = Bytes.random(10);

    private HpackCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a pseudo-header may be spelt out though it has a static index", talk((fixture, peer) -> {
                    peer.call(each(Hpack::literal), MESSAGE).brings(MESSAGE);
                    peer.call(each(Hpack::neverIndexed), MESSAGE).brings(MESSAGE);
                })),
                Case.of("fields may be written in Huffman's code", talk((fixture, peer) -> {
                    peer.call(Bytes.join(each(Hpack::huffman), Hpack.huffman("x-mark", "né~|")), MESSAGE)
                            .brings(MESSAGE);
                })),
                Case.of("fields may be kept in the dynamic table and named by their index", talk(HpackCases::kept)),
                Case.waiting("the oldest fields leave the dynamic table when it is full", talk(HpackCases::evicted)),
                Case.of("the dynamic table may be emptied and enlarged again", talk((fixture, peer) -> {
                    peer.call(Bytes.join(ECHO.block(), Hpack.inserted("x-mark", "old")), MESSAGE)
                            .brings(MESSAGE);
                    var resized = Bytes.join(Hpack.tableSize(0), Hpack.tableSize(4096), ECHO.block());
                    peer.call(Bytes.join(resized, Hpack.inserted("x-mark", "new")), MESSAGE)
                            .brings(MESSAGE);
                    peer.call(Bytes.join(ECHO.block(), Hpack.indexed(Hpack.NEWEST)), MESSAGE)
                            .brings(MESSAGE);
                    assertThat(marks(fixture)).containsExactly("old", "new", "new");
                })),
                Case.of("an entry larger than the dynamic table empties it and is no fault", talk((fixture, peer) -> {
                    peer.call(Bytes.join(ECHO.block(), Hpack.inserted("x-mark", "m".repeat(5000))), MESSAGE)
                            .brings(MESSAGE);
                    peer.echoes();
                })),
                Case.of("header fields may come in pieces of one byte", talk((fixture, peer) -> {
                            int stream = inPieces(peer);
                            peer.end(stream, Bytes.message(MESSAGE));
                            peer.answer(stream).brings(MESSAGE);
                            assertThat(marks(fixture)).containsExactly("whole");
                        }))
                        .onNetty(
                                "it takes more than a few short CONTINUATION frames for an attack",
                                talk((fixture, peer) -> {
                                    inPieces(peer);
                                    peer.fails(Code.ENHANCE_YOUR_CALM);
                                })),
                Case.waiting(
                        "an index that no table has is a COMPRESSION_ERROR of the connection", talk((fixture, peer) -> {
                            peer.start(Bytes.join(ECHO.block(), Hpack.indexed(Hpack.NEWEST)));
                            peer.fails(Code.COMPRESSION_ERROR);
                        })),
                Case.waiting("a block that stops amid a field is a COMPRESSION_ERROR", talk((fixture, peer) -> {
                    peer.start(Bytes.join(ECHO.block(), Bytes.of(0, 5, 'x')));
                    peer.fails(Code.COMPRESSION_ERROR);
                })),
                Case.waiting("a length of more than 32 bits is a COMPRESSION_ERROR", talk((fixture, peer) -> {
                    peer.start(Bytes.join(
                            ECHO.block(), Bytes.of(0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)));
                    peer.fails(Code.COMPRESSION_ERROR);
                })),
                Case.waiting("a dynamic table larger than was offered is a COMPRESSION_ERROR", talk((fixture, peer) -> {
                    peer.start(Bytes.join(Hpack.tableSize(1 << 20), ECHO.block()));
                    peer.fails(Code.COMPRESSION_ERROR);
                })),
                Case.waiting("Huffman's end-of-string symbol is a COMPRESSION_ERROR", talk((fixture, peer) -> {
                    peer.start(Bytes.join(ECHO.block(), Bytes.of(0, 0x84, 0xff, 0xff, 0xff, 0xff, 1, 'x')));
                    peer.fails(Code.COMPRESSION_ERROR);
                })),
                Case.of("a client's trailers count for the dynamic table", talk(HpackCases::keptByTrailers)));
    }

    private static int inPieces(RawConnection peer) throws Exception {
        int stream = peer.take();
        var frames = new ArrayList<Frame>();
        frames.add(Frame.of(Frame.HEADERS, 0, stream));
        for (byte piece : ECHO.and("x-mark", "whole").block()) {
            frames.add(Frame.of(Frame.CONTINUATION, 0, stream, piece));
        }
        frames.add(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, stream));
        peer.send(frames.toArray(Frame[]::new));
        return stream;
    }

    private static void kept(Fixture fixture, RawConnection peer) throws Exception {
        peer.call(Bytes.join(each(Hpack::inserted), Hpack.inserted("x-mark", "1")), MESSAGE)
                .brings(MESSAGE);
        // Newest first: the mark, then the request's fields from the last one to the first.
        int fields = ECHO.fields().size();
        var indexed = IntStream.iterate(Hpack.NEWEST + fields, index -> index >= Hpack.NEWEST, index -> index - 1)
                .mapToObj(Hpack::indexed)
                .toList();
        for (int i = 0; i < 3; i++) {
            peer.call(Bytes.join(indexed), MESSAGE).brings(MESSAGE);
        }
        assertThat(marks(fixture)).containsExactly("1", "1", "1", "1");
    }

    private static void evicted(Fixture fixture, RawConnection peer) throws Exception {
        for (int i = 0; i < 10; i++) {
            peer.call(Bytes.join(ECHO.block(), Hpack.inserted("x-mark", i + "x".repeat(1000))), MESSAGE)
                    .brings(MESSAGE);
        }
        // Of 4,096 bytes each entry takes 1,039: three are left.
        for (int i = 0; i < 3; i++) {
            peer.call(Bytes.join(ECHO.block(), Hpack.indexed(Hpack.NEWEST + i)), MESSAGE)
                    .brings(MESSAGE);
        }
        assertThat(marks(fixture)).map(mark -> mark.substring(0, 1)).endsWith("9", "8", "7");
        peer.start(Bytes.join(ECHO.block(), Hpack.indexed(Hpack.NEWEST + 3)));
        peer.fails(Code.COMPRESSION_ERROR);
    }

    private static void keptByTrailers(Fixture fixture, RawConnection peer) throws Exception {
        int stream = peer.start(ECHO);
        peer.data(stream, Bytes.message(MESSAGE));
        peer.send(Frame.of(
                Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, Hpack.inserted("x-mark", "of trailers")));
        peer.answer(stream);
        peer.call(Bytes.join(ECHO.block(), Hpack.indexed(Hpack.NEWEST)), MESSAGE)
                .brings(MESSAGE);
        assertThat(marks(fixture)).endsWith("of trailers");
    }

    /** The form of each field of a request. */
    private interface Form {
        byte[] of(String name, String value);
    }

    private static byte[] each(Form form) {
        return Bytes.join(ECHO.fields().stream()
                .map(field -> form.of(field.name(), field.value()))
                .toList());
    }

    private static List<String> marks(Fixture fixture) {
        return fixture.frames().metadata().stream()
                .filter(headers -> headers.containsKey(MARK))
                .map(headers -> String.valueOf(headers.get(MARK)))
                .toList();
    }
}
