package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Peers that break the protocol of HTTP/2: their connection ends, with the code that RFC 9113 has for it. */
final class ProtocolCases {

    private static final Request ECHO = Request.of(FrameProbe.ECHO);

    private ProtocolCases() {}

    static List<Case> cases() {
        return Stream.concat(faults().stream(), manners().stream()).toList();
    }

    private static List<Case> faults() {
        return List.of(
                fault("DATA on stream 0 is PROTOCOL_ERROR", Code.PROTOCOL_ERROR, Frame.of(Frame.DATA, 0, 0)),
                fault("HEADERS on stream 0 are PROTOCOL_ERROR", Code.PROTOCOL_ERROR, headers(0, ECHO.block())),
                fault("a stream of an even number is PROTOCOL_ERROR", Code.PROTOCOL_ERROR, headers(2, ECHO.block())),
                fault(
                        "DATA on a stream never opened is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        Frame.of(Frame.DATA, 0, 7)),
                fault(
                        "RST_STREAM on a stream never opened is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        Frame.of(Frame.RST_STREAM, 0, 7, Bytes.number(8))),
                fault(
                        "WINDOW_UPDATE on a stream never opened is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        Frame.of(Frame.WINDOW_UPDATE, 0, 7, Bytes.number(8))),
                fault(
                        "a frame of more than 16,384 bytes is FRAME_SIZE_ERROR",
                        Code.FRAME_SIZE_ERROR,
                        headers(1, ECHO.block()),
                        Frame.of(Frame.DATA, 0, 1, new byte[RawConnection.DEFAULT_FRAME + 1])),
                fault(
                        "a PING of seven bytes is FRAME_SIZE_ERROR",
                        Code.FRAME_SIZE_ERROR,
                        Frame.of(Frame.PING, 0, 0, new byte[7])),
                fault(
                        "a PING of a stream is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        Frame.of(Frame.PING, 0, 1, new byte[8])),
                fault(
                        "SETTINGS of five bytes are FRAME_SIZE_ERROR",
                        Code.FRAME_SIZE_ERROR,
                        Frame.of(Frame.SETTINGS, 0, 0, new byte[5])),
                fault(
                        "SETTINGS that acknowledge and set are FRAME_SIZE_ERROR",
                        Code.FRAME_SIZE_ERROR,
                        Frame.of(Frame.SETTINGS, Frame.ACK, 0, new byte[6])),
                fault("SETTINGS of a stream are PROTOCOL_ERROR", Code.PROTOCOL_ERROR, Frame.of(Frame.SETTINGS, 0, 1)),
                fault(
                        "a window of more than 31 bits in SETTINGS is FLOW_CONTROL_ERROR",
                        Code.FLOW_CONTROL_ERROR,
                        setting(Setting.INITIAL_WINDOW_SIZE, -1)),
                fault(
                        "a longest frame of less than 16,384 bytes in SETTINGS is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        setting(Setting.MAX_FRAME_SIZE, 100)),
                fault(
                        "a WINDOW_UPDATE of three bytes is FRAME_SIZE_ERROR",
                        Code.FRAME_SIZE_ERROR,
                        Frame.of(Frame.WINDOW_UPDATE, 0, 0, new byte[3])),
                fault(
                        "a RST_STREAM of five bytes is FRAME_SIZE_ERROR",
                        Code.FRAME_SIZE_ERROR,
                        headers(1, ECHO.block()),
                        Frame.of(Frame.RST_STREAM, 0, 1, new byte[5])),
                fault(
                        "a GOAWAY of three bytes is FRAME_SIZE_ERROR",
                        Code.FRAME_SIZE_ERROR,
                        Frame.of(Frame.GOAWAY, 0, 0, new byte[3])),
                fault(
                        "a CONTINUATION of no HEADERS is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        headers(1, ECHO.block()),
                        Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, 1)),
                fault(
                        "a frame amid HEADERS and their CONTINUATION is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        Frame.of(Frame.HEADERS, 0, 1, ECHO.block()),
                        Frame.of(Frame.PING, 0, 0, new byte[8])),
                fault(
                        "an unknown frame amid HEADERS and their CONTINUATION is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        Frame.of(Frame.HEADERS, 0, 1, ECHO.block()),
                        Frame.of(0x42, 0, 0)),
                fault(
                        "a CONTINUATION of another stream is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        Frame.of(Frame.HEADERS, 0, 1, ECHO.block()),
                        Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, 3)),
                fault(
                        "padding longer than its frame is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        headers(1, ECHO.block()),
                        Frame.of(Frame.DATA, Frame.PADDED, 1, Bytes.of(9, 1, 2))),
                fault(
                        "a PUSH_PROMISE of a client is PROTOCOL_ERROR",
                        Code.PROTOCOL_ERROR,
                        headers(1, ECHO.block()),
                        Frame.of(Frame.PUSH_PROMISE, Frame.END_HEADERS, 1, Bytes.number(2))));
    }

    private static List<Case> manners() {
        return List.of(
                Case.waiting("another preface ends the connection before anything is served", fixture -> {
                    try (var peer =
                            RawConnection.saying(fixture, "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".getBytes(US_ASCII))) {
                        peer.ended();
                    }
                }),
                Case.waiting("a stream of a number below an earlier one ends the connection", talk((fixture, peer) -> {
                            peer.send(headers(5, ECHO.block()), headers(3, ECHO.block()));
                            peer.ended();
                            // RFC 9113: the first of section 5.1.1 for unexpected numbers, the second for closed
                            // streams.
                            assertThat(peer.goAway().code()).isIn(Code.PROTOCOL_ERROR, Code.STREAM_CLOSED);
                        }))
                        .onNetty("it takes the stream for one that it has forgotten", talk((fixture, peer) -> {
                            peer.send(headers(5, ECHO.block()), headers(3, ECHO.block()));
                            peer.answer(3).isReset(Code.STREAM_CLOSED);
                        })),
                Case.waiting("a preface that no SETTINGS follow ends the connection", fixture -> {
                    var ping = Frame.of(Frame.PING, 0, 0, new byte[8]);
                    try (var peer = RawConnection.saying(fixture, RawConnection.PREFACE, ping.bytes())) {
                        peer.fails(Code.PROTOCOL_ERROR);
                    }
                }),
                Case.waiting("the fault of one connection is nothing to another", fixture -> {
                    try (var bystander = new Bystander(fixture);
                            var peer = RawConnection.open(fixture)) {
                        peer.send(Frame.of(Frame.DATA, 0, 0));
                        peer.fails(Code.PROTOCOL_ERROR);
                        bystander.isUndisturbed();
                    }
                }),
                Case.waiting("the fault of a connection cancels its calls", talk((fixture, peer) -> {
                    peer.end(peer.start(Request.of(FrameProbe.HOLD)), Bytes.message(Bytes.NONE));
                    fixture.frames().awaitHolding(1);
                    peer.send(Frame.of(Frame.DATA, 0, 0));
                    peer.fails(Code.PROTOCOL_ERROR);
                    fixture.frames().awaitCancelled(1);
                    fixture.frames().release();
                })),
                Case.of("unknown frames, settings and flags are ignored", talk((fixture, peer) -> {
                    peer.send(
                            Frame.of(0x42, 0xff, 0, Bytes.random(100)),
                            Frame.of(0x42, 0xff, 99, Bytes.random(100)),
                            Frame.of(Frame.PRIORITY, 0, 99, Bytes.of(0, 0, 0, 0, 7)),
                            Frame.of(Frame.PING, 0xfe, 0, new byte[8]));
                    peer.settings(0x99, 7, 0x2b603742, 8);
                    peer.echoes();
                })),
                Case.of("a PING is answered with what it says", talk((fixture, peer) -> {
                    peer.ping(0x0123456789abcdefL);
                    var answer = peer.await(frame -> frame.is(Frame.PING) && frame.has(Frame.ACK));
                    assertThat(answer.payload()).isEqualTo(Bytes.of(1, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef));
                })),
                Case.of("settings are acknowledged each", talk((fixture, peer) -> {
                    for (int i = 0; i < 3; i++) {
                        peer.settings(Setting.INITIAL_WINDOW_SIZE, 100_000 + i);
                    }
                    peer.await(
                            "four acknowledgements",
                            () -> Optional.of(peer.inbox().frames(Frame.SETTINGS))
                                    .filter(all -> all.stream()
                                                    .filter(frame -> frame.has(Frame.ACK))
                                                    .count()
                                            == 4));
                })),
                Case.of("the limits are announced in SETTINGS", talk((fixture, peer) -> {
                    var limits = GrpcWireConfig.create();
                    assertThat(Map.of(
                                    "headers", peer.offered(Setting.MAX_HEADER_LIST_SIZE),
                                    "streams", peer.offered(Setting.MAX_CONCURRENT_STREAMS)))
                            .containsEntry("headers", Optional.of(limits.maxMetadataBytes()))
                            .containsEntry("streams", Optional.of(limits.maxConcurrentStreams()));
                })),
                Case.of("frames may come byte by byte", fixture -> {
                    try (var peer = RawConnection.open(fixture)) {
                        int stream = peer.take();
                        var message = Bytes.random(10);
                        var sent = Bytes.join(
                                headers(stream, ECHO.block()).bytes(),
                                Frame.of(Frame.DATA, Frame.END_STREAM, stream, Bytes.message(message))
                                        .bytes());
                        for (byte piece : sent) {
                            peer.send(new byte[] {piece});
                        }
                        peer.answer(stream).brings(message);
                    }
                }));
    }

    private static Case fault(String name, int code, Frame... frames) {
        // A peer that is told of its fault is given two seconds to read that.
        return Case.waiting(name, fails(code, frames));
    }

    private static Case.Check fails(int code, Frame... frames) {
        return talk((fixture, peer) -> {
            peer.send(frames);
            peer.fails(code);
        });
    }

    private static Frame headers(int stream, byte[] block) {
        return Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream, block);
    }

    private static Frame setting(int name, int value) {
        return Frame.of(Frame.SETTINGS, 0, 0, Bytes.join(Bytes.of(0, name), Bytes.number(value)));
    }
}
