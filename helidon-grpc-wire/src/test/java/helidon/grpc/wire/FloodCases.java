package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Peers that cost more than they pay: their connection ends, and nobody else notices. */
final class FloodCases {

    private static final Request ECHO = Request.of(FrameProbe.ECHO);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TIMES = 1000;
    private static final int FIRST_FREE = 1001;

    private FloodCases() {}

    static List<Case> cases() {
        return List.of(
                flood("streams opened and reset at once", FloodCases::resets)
                        .onNetty("it has a limit for that only when it is set one", takes(FloodCases::resets)),
                flood(
                        "header fields that never end",
                        stream -> first(stream, 100, i -> Hpack.literal("x" + i, "y".repeat(1000)))),
                flood("empty CONTINUATION frames that never end", stream -> first(stream, TIMES, i -> Bytes.NONE)),
                flood("SETTINGS", stream -> repeat(Frame.of(Frame.SETTINGS, 0, 0), TIMES))
                        .onNetty("it answers them all", takes(stream -> repeat(Frame.of(Frame.SETTINGS, 0, 0), TIMES))),
                flood("PINGs", stream -> repeat(Frame.of(Frame.PING, 0, 0, new byte[8]), TIMES)),
                flood("empty DATA frames", FloodCases::emptyData)
                        .onNetty("it skips them all", takes(FloodCases::emptyData)),
                flood("streams made to fail by the peer's own faults", FloodCases::faults)
                        .onNetty("it answers them all", takes(FloodCases::faults)),
                flood("frames of unknown types", stream -> repeat(Frame.of(0x42, 0, 0, new byte[100]), TIMES))
                        .onNetty(
                                "it skips them all",
                                takes(stream -> repeat(Frame.of(0x42, 0, 0, new byte[100]), TIMES))),
                flood(
                                "PRIORITY frames",
                                stream -> repeat(Frame.of(Frame.PRIORITY, 0, 9, Bytes.of(0, 0, 0, 0, 7)), TIMES))
                        .onNetty(
                                "it skips them all",
                                takes(stream ->
                                        repeat(Frame.of(Frame.PRIORITY, 0, 9, Bytes.of(0, 0, 0, 0, 7)), TIMES))),
                flood(
                                "WINDOW_UPDATEs of a byte",
                                stream -> repeat(Frame.of(Frame.WINDOW_UPDATE, 0, 0, Bytes.number(1)), TIMES))
                        .onNetty(
                                "it adds them all",
                                takes(stream -> repeat(Frame.of(Frame.WINDOW_UPDATE, 0, 0, Bytes.number(1)), TIMES))),
                Case.waiting("a hundred PINGs a second are too many", FloodCases::pings),
                Case.of("a short block of header fields that stands for a long one is refused", FloodCases::bomb),
                Case.of("cancelled calls are no attack", talk(FloodCases::cancels)));
    }

    /** What an attacker sends: the chunks after each other, over and over. */
    private interface Attack {
        byte[] chunk(int stream);
    }

    private static Case flood(String what, Attack attack) {
        return Case.of("a flood of " + what + " ends its connection alone", fixture -> {
            try (var bystander = new Bystander(fixture);
                    var peer = RawConnection.open(fixture)) {
                long before = Heap.used();
                launch(peer, attack, 100);
                peer.ended(SOON);
                assertThat(peer.goAways()).allMatch(goAway -> goAway.code() == Code.ENHANCE_YOUR_CALM);
                bystander.isUndisturbed();
                assertThat(Heap.used() - before).isLessThan(Heap.BOUND);
            }
        });
    }

    /** The attacker is served, and so is everybody else. */
    private static Case.Check takes(Attack attack) {
        return fixture -> {
            try (var bystander = new Bystander(fixture);
                    var peer = RawConnection.open(fixture)) {
                launch(peer, attack, 10).join();
                bystander.isUndisturbed();
                assertThat(peer.goAways()).isEmpty();
            }
        };
    }

    private static Thread launch(RawConnection peer, Attack attack, int chunks) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < chunks; i++) {
                    peer.send(attack.chunk(FIRST_FREE + i * 2 * TIMES));
                }
            } catch (IOException e) {
                // The server has had enough.
            }
        });
    }

    private static byte[] resets(int stream) {
        return calls(stream, id -> Frame.of(Frame.RST_STREAM, 0, id, Bytes.number(Code.CANCEL)));
    }

    private static byte[] faults(int stream) {
        return calls(stream, id -> Frame.of(Frame.WINDOW_UPDATE, 0, id, Bytes.number(0)));
    }

    /** Calls that begin with this stream, each with a frame behind it. */
    private static byte[] calls(int stream, IntFunction<Frame> next) {
        var open = ECHO.block();
        return Bytes.join(IntStream.range(0, TIMES)
                .map(i -> stream + 2 * i)
                .mapToObj(id -> Bytes.join(
                        Frame.of(Frame.HEADERS, Frame.END_HEADERS, id, open).bytes(),
                        next.apply(id).bytes()))
                .toList());
    }

    private static byte[] emptyData(int stream) {
        var first = stream == FIRST_FREE
                ? Frame.of(
                                Frame.HEADERS,
                                Frame.END_HEADERS,
                                stream,
                                Request.of(FrameProbe.CHAT).block())
                        .bytes()
                : Bytes.NONE;
        return Bytes.join(first, repeat(Frame.of(Frame.DATA, 0, FIRST_FREE), TIMES));
    }

    /** A block of header fields that the first chunk opens and none closes. */
    private static byte[] first(int stream, int pieces, IntFunction<byte[]> piece) {
        var open = stream == FIRST_FREE
                ? Frame.of(Frame.HEADERS, 0, stream, ECHO.block()).bytes()
                : Bytes.NONE;
        return Bytes.join(
                open,
                Bytes.join(IntStream.range(0, pieces)
                        .mapToObj(i -> Frame.of(Frame.CONTINUATION, 0, FIRST_FREE, piece.apply(i))
                                .bytes())
                        .toList()));
    }

    private static byte[] repeat(Frame frame, int times) {
        var one = frame.bytes();
        return Bytes.join(IntStream.range(0, times).mapToObj(i -> one).toList());
    }

    private static void pings(Fixture fixture) throws Exception {
        try (var bystander = new Bystander(fixture);
                var peer = RawConnection.open(fixture)) {
            for (int i = 0; i < 300 && peer.goAways().isEmpty(); i++) {
                peer.ping(i);
                Thread.sleep(10);
            }
            peer.fails(Code.ENHANCE_YOUR_CALM);
            assertThat(peer.goAway().text()).isEqualTo("too_many_pings");
            bystander.isUndisturbed();
        }
    }

    private static void bomb(Fixture fixture) throws Exception {
        try (var bystander = new Bystander(fixture);
                var peer = RawConnection.open(fixture)) {
            long before = Heap.used();
            var reference = new byte[10_000];
            Arrays.fill(reference, Hpack.indexed(Hpack.NEWEST)[0]);
            int stream = peer.start(
                    Bytes.join(ECHO.block(), Hpack.inserted("x-bomb", "b".repeat(4000)), reference), Frame.END_STREAM);
            // To end the connection is allowed, to refuse the call is enough.
            Await.until(
                    "refusal",
                    () -> !peer.goAways().isEmpty()
                            || peer.inbox().answer(stream).ended());
            assertThat(peer.inbox().answer(stream).status().orElse(Answer.RESOURCE_EXHAUSTED))
                    .isEqualTo(Answer.RESOURCE_EXHAUSTED);
            assertThat(fixture.frames().metadata())
                    .noneMatch(headers -> headers.keys().contains("x-bomb"));
            bystander.isUndisturbed();
            assertThat(Heap.used() - before).isLessThan(Heap.BOUND);
        }
    }

    private static void cancels(Fixture fixture, RawConnection peer) throws Exception {
        for (int round = 0; round < 20; round++) {
            var streams = new int[20];
            for (int i = 0; i < streams.length; i++) {
                streams[i] = peer.start(Request.of(FrameProbe.CHAT));
                peer.data(streams[i], Bytes.message(Bytes.NONE));
            }
            for (int stream : streams) {
                peer.answer(stream, 5);
                peer.reset(stream, Code.CANCEL);
            }
            peer.echoes();
        }
    }
}
