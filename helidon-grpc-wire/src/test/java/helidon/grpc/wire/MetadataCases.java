package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Requests with more header fields than the server takes: each is refused, and nothing else. */
final class MetadataCases {

    private static final Request ECHO = Request.of(FrameProbe.ECHO);
    private static final byte[] MESSAGE = Bytes.random(10);
    private static final Metadata.Key<String> MARK = Metadata.Key.of("x-mark", Metadata.ASCII_STRING_MARSHALLER);

    private MetadataCases() {}

    static List<Case> cases() {
        return List.of(
                refused("16 kB in one value", Hpack.literal("x-big", "v".repeat(16 << 10))),
                refused("64 kB in one value", Hpack.literal("x-big", "v".repeat(64 << 10))),
                refused("64 kB in one binary value", Hpack.literal("x-big-bin", "AQID".repeat(16 << 10))),
                refused("64 kB in one name", Hpack.literal("x".repeat(64 << 10), "v")),
                refused(
                        "two thousand small fields",
                        Bytes.join(IntStream.range(0, 2000)
                                .mapToObj(i -> Hpack.literal("x-" + i, "v"))
                                .toList())),
                refused(
                        "two thousand times the same short entry of the dynamic table",
                        Bytes.join(
                                Hpack.inserted("x-again", "v"),
                                Bytes.join(IntStream.range(0, 2000)
                                        .mapToObj(i -> Hpack.indexed(Hpack.NEWEST))
                                        .toList()))),
                Case.of("metadata up to the limit is taken", talk((fixture, peer) -> {
                            peer.call(filled(0), MESSAGE).brings(MESSAGE);
                            hasFailed(peer.call(filled(1), MESSAGE));
                            peer.echoes();
                        }))
                        .onNetty("it says HTTP 431", talk((fixture, peer) -> {
                            peer.call(filled(0), MESSAGE).brings(MESSAGE);
                            isTooLarge(peer.refused(filled(1).block()));
                        })),
                Case.of(
                                "a refused block has changed the dynamic table as its peer thinks it has",
                                talk((fixture, peer) -> {
                                    hasFailed(peer.call(excess(40_000), MESSAGE));
                                    isKept(fixture, peer);
                                }))
                        .onNetty("it stands only a little too much", talk((fixture, peer) -> {
                            isTooLarge(peer.refused(excess(17_000)));
                            isKept(fixture, peer);
                        })));
    }

    /** As many bytes as the limit is, and some more. */
    private static Request filled(int more) {
        // RFC 9113 counts 32 bytes more for each field than its name and value have.
        int counted = ECHO.fields().stream()
                .mapToInt(field -> field.name().length() + field.value().length() + 32)
                .sum();
        int left = GrpcWireConfig.create().maxMetadataBytes() - counted - "x-fill".length() - 32;
        return ECHO.and("x-fill", "v".repeat(left + more));
    }

    private static Case refused(String what, byte[] excess) {
        var behaviour = Case.of(
                "a call with " + what + " is RESOURCE_EXHAUSTED and no other call notices", talk((fixture, peer) -> {
                    int chat = peer.start(Request.of(FrameProbe.CHAT));
                    peer.data(chat, Bytes.message(MESSAGE));
                    peer.answer(chat, 15);
                    long before = Heap.used();
                    for (int i = 0; i < 3; i++) {
                        hasFailed(peer.call(Bytes.join(ECHO.block(), excess), MESSAGE));
                        peer.data(chat, Bytes.message(MESSAGE));
                        peer.answer(chat, 15 * (i + 2));
                        peer.echoes();
                    }
                    assertThat(Heap.used() - before).isLessThan(Heap.BOUND);
                    peer.end(chat, Bytes.NONE);
                    peer.answer(chat).hasStatus(Answer.OK);
                }));
        return excess.length > 32 << 10
                ? behaviour.onNetty("far over the limit it ends the connection", talk((fixture, peer) -> {
                    peer.start(Bytes.join(ECHO.block(), excess));
                    peer.fails(Code.PROTOCOL_ERROR);
                }))
                : behaviour.onNetty("it says HTTP 431, and nothing of gRPC", talk((fixture, peer) -> {
                    isTooLarge(peer.refused(Bytes.join(ECHO.block(), excess)));
                    peer.echoes();
                }));
    }

    private static void isTooLarge(Answer answer) {
        assertThat(answer.blocks()).containsExactly(Map.of(":status", "431"));
    }

    private static void hasFailed(Answer answer) {
        answer.hasStatus(Answer.RESOURCE_EXHAUSTED);
        assertThat(answer.trailersOnly()).isTrue();
        assertThat(answer.header(":status")).isEqualTo("200");
        assertThat(answer.header("content-type")).isEqualTo("application/grpc");
    }

    private static byte[] excess(int bytes) {
        return Bytes.join(
                ECHO.block(),
                Hpack.inserted("x-mark", "before"),
                Hpack.literal("x-big", "v".repeat(bytes)),
                Hpack.inserted("x-mark", "after"));
    }

    private static void isKept(Fixture fixture, RawConnection peer) throws Exception {
        peer.call(Bytes.join(ECHO.block(), Hpack.indexed(Hpack.NEWEST)), MESSAGE)
                .brings(MESSAGE);
        peer.call(Bytes.join(ECHO.block(), Hpack.indexed(Hpack.NEWEST + 1)), MESSAGE)
                .brings(MESSAGE);
        assertThat(fixture.frames().metadata().stream().map(headers -> headers.get(MARK)))
                .containsExactly("after", "before");
    }
}
