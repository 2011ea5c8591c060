package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static org.assertj.core.api.Assertions.assertThat;

import helidon.grpc.wire.Request.Field;
import io.grpc.Metadata;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a request's header fields may say, and who is told what when they say something else. */
final class HeaderCases {

    private static final Request ECHO = Request.of(FrameProbe.ECHO);
    private static final byte[] MESSAGE = Bytes.random(10);
    private static final Metadata.Key<byte[]> BINARY = Metadata.Key.of("x-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private HeaderCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("malformed header fields end their stream alone", talk((fixture, peer) -> {
                    malformed(
                            peer,
                            ECHO.and("X-Upper", "1"),
                            ECHO.and("connection", "close"),
                            ECHO.and("transfer-encoding", "chunked"),
                            ECHO.with("te", "gzip"),
                            ECHO.and(":path", "/" + FrameProbe.SERVICE + "/" + FrameProbe.ECHO),
                            first(new Field(":path", "/")),
                            first(new Field(":unknown", "1")),
                            first(new Field(":status", "200")));
                    assertThat(fixture.frames().begun()).isZero();
                    peer.echoes();
                })),
                Case.of("what RFC 9113 calls malformed is PROTOCOL_ERROR of the stream", talk((fixture, peer) -> {
                            malformed(
                                    peer,
                                    ECHO.without(":path"),
                                    ECHO.without(":method"),
                                    ECHO.without(":scheme"),
                                    ECHO.with(":path", ""),
                                    Request.get("/plain\u000f"),
                                    Request.get("\u000fplain"),
                                    Request.get("plain"),
                                    Request.get("/pl\u00e4in"),
                                    Request.get("/plain").with(":method", "GE T"),
                                    Request.get("/plain").with(":authority", "a\r\nb"),
                                    ECHO.and("", "no name"),
                                    ECHO.and("x y", "a space in the name"),
                                    Request.get("/plain").and("x,y", "a comma in the name"),
                                    Request.get("/plain").and("x{y}", "braces in the name"),
                                    ECHO.and("x-nul", "a\0b"),
                                    ECHO.and("x-line", "a\r\nb"));
                            assertThat(fixture.frames().begun()).isZero();
                            peer.echoes();
                        }))
                        .onNetty(
                                "it takes some for its own HTTP errors and some for well-formed",
                                talk((fixture, peer) -> {
                                    assertThat(refused(peer, ECHO.without(":path")))
                                            .isEqualTo("404");
                                    assertThat(refused(peer, ECHO.without(":method")))
                                            .isEqualTo("405");
                                    for (var taken : List.of(
                                            ECHO.without(":scheme"),
                                            ECHO.and("", "no name"),
                                            ECHO.and("x-nul", "a\0b"),
                                            ECHO.and("x-line", "a\r\nb"))) {
                                        peer.call(taken, MESSAGE).brings(MESSAGE);
                                    }
                                })),
                Case.of("DATA under way to a stream that was refused is ignored", talk((fixture, peer) -> {
                            int stream = peer.start(ECHO.and("connection", "close"));
                            peer.answer(stream).isReset(Code.PROTOCOL_ERROR);
                            peer.end(stream, Bytes.message(MESSAGE));
                            peer.echoes();
                        }))
                        .onNetty("it forgets the stream at once and ends the connection", talk((fixture, peer) -> {
                            int stream = peer.start(ECHO.and("connection", "close"));
                            peer.answer(stream).isReset(Code.PROTOCOL_ERROR);
                            peer.end(stream, Bytes.message(MESSAGE));
                            peer.fails(Code.PROTOCOL_ERROR);
                        })),
                Case.of("a malformed timeout is INTERNAL before the handler begins", talk((fixture, peer) -> {
                            for (var timeout : List.of("", "S", "1", "123456789S", "-1S", "1x", "１S", "1.5S", "1 S")) {
                                var answer = peer.call(ECHO.and("grpc-timeout", timeout), MESSAGE);
                                assertThat(answer.status()).as(timeout).hasValue(Answer.INTERNAL);
                                assertThat(answer.trailersOnly()).isTrue();
                            }
                            assertThat(fixture.frames().begun()).isZero();
                            peer.echoes();
                        }))
                        .onNetty(
                                "its decoder throws: INTERNAL_ERROR resets the stream without a status",
                                talk((fixture, peer) -> {
                                    for (var timeout : List.of("", "S", "1", "123456789S", "1x", "１S", "1.5S", "1 S")) {
                                        peer.call(ECHO.and("grpc-timeout", timeout), MESSAGE)
                                                .isReset(Code.INTERNAL_ERROR);
                                    }
                                    assertThat(fixture.frames().begun()).isZero();
                                })),
                Case.of("a timeout of nothing is DEADLINE_EXCEEDED before the handler begins", talk((fixture, peer) -> {
                            peer.call(ECHO.and("grpc-timeout", "0n"), MESSAGE).hasStatus(Answer.DEADLINE_EXCEEDED);
                            assertThat(fixture.frames().begun()).isZero();
                        }))
                        .onNetty("it runs the handler and resets the stream", talk((fixture, peer) -> {
                            peer.call(ECHO.and("grpc-timeout", "0n"), MESSAGE).isReset(Code.CANCEL);
                            assertThat(fixture.frames().begun()).isOne();
                        })),
                Case.of("a timeout has up to eight digits and any of six units", talk((fixture, peer) -> {
                    for (var timeout : List.of(
                            "99999999H", "99999999S", "1H", "5M", "00000009S", "99999m", "9999999u", "99999999n")) {
                        peer.call(ECHO.and("grpc-timeout", timeout), MESSAGE).brings(MESSAGE);
                    }
                })),
                Case.of(
                        "a content type of gRPC is taken with a suffix, a parameter and in capitals",
                        talk((fixture, peer) -> {
                            for (var type : List.of(
                                    "application/grpc",
                                    "application/grpc+proto",
                                    "application/grpc;charset=utf-8",
                                    "APPLICATION/GRPC")) {
                                peer.call(ECHO.with("content-type", type), MESSAGE)
                                        .brings(MESSAGE);
                            }
                        })),
                Case.of(
                        "a request without te is taken",
                        talk((fixture, peer) ->
                                peer.call(ECHO.without("te"), MESSAGE).brings(MESSAGE))),
                Case.of(
                        "an unknown method is UNIMPLEMENTED with HTTP 200, in one frame of headers",
                        talk((fixture, peer) -> {
                            for (var path : List.of(
                                    "/frames.Frames/Nope",
                                    "/nope/Echo",
                                    "/frames.Frames",
                                    "/",
                                    "/frames.Frames/Echo/",
                                    "/frames.Frames/Echo?x=1")) {
                                var answer = peer.call(ECHO.with(":path", path), MESSAGE)
                                        .hasStatus(Answer.UNIMPLEMENTED);
                                assertThat(answer.trailersOnly()).isTrue();
                                assertThat(answer.header(":status")).isEqualTo("200");
                                assertThat(answer.header("content-type")).isEqualTo("application/grpc");
                                assertThat(answer.header("grpc-message"))
                                        .isEqualTo("Method not found: " + path.substring(1));
                            }
                            peer.echoes();
                        })),
                Case.of("a path without a leading slash names no method", talk((fixture, peer) -> {
                    for (var path : List.of("frames.Frames/Echo", "*")) {
                        // RFC 9113 lets a server call it malformed, gRPC calls it UNIMPLEMENTED.
                        var answer = peer.call(ECHO.with(":path", path), MESSAGE);
                        assertThat(answer.reset().isPresent() || answer.status().orElse(0) == Answer.UNIMPLEMENTED)
                                .as(answer.toString())
                                .isTrue();
                    }
                    assertThat(fixture.frames().begun()).isZero();
                    peer.echoes();
                })),
                Case.of(
                                "an unknown grpc-encoding is UNIMPLEMENTED and the known ones are named",
                                talk((fixture, peer) -> {
                                    var answer = peer.call(ECHO.and("grpc-encoding", "foo"), MESSAGE)
                                            .hasStatus(Answer.UNIMPLEMENTED);
                                    assertThat(answer.trailersOnly()).isTrue();
                                    assertThat(answer.header("grpc-accept-encoding"))
                                            .contains("gzip");
                                }))
                        .onNetty("it does not name them", talk((fixture, peer) -> {
                            var answer = peer.call(ECHO.and("grpc-encoding", "foo"), MESSAGE)
                                    .hasStatus(Answer.UNIMPLEMENTED);
                            assertThat(answer.header("grpc-message")).isEqualTo("Can't find decompressor for foo");
                        })),
                Case.of("binary metadata is taken with and without the padding of base64", talk((fixture, peer) -> {
                    for (var value : List.of("AQ==", "AQ", "AQI=", "AQI", "AQID", "")) {
                        peer.call(ECHO.and("x-bin", value), MESSAGE).brings(MESSAGE);
                    }
                    assertThat(binary(fixture)).containsExactly("[1]", "[1]", "[1, 2]", "[1, 2]", "[1, 2, 3]", "[]");
                })),
                Case.of("binary metadata sent twice, or joined by a comma, is two values", talk((fixture, peer) -> {
                    peer.call(ECHO.and("x-bin", "AQ==").and("x-bin", "Ag"), MESSAGE)
                            .brings(MESSAGE);
                    peer.call(ECHO.and("x-bin", "AQ,Ag=="), MESSAGE).brings(MESSAGE);
                    assertThat(binary(fixture)).containsExactly("[1]", "[2]", "[1]", "[2]");
                })),
                Case.of("binary metadata that is no base64 refuses its call alone", talk((fixture, peer) -> {
                    // gRPC leaves open how; Netty resets the stream with PROTOCOL_ERROR.
                    var answer = peer.refused(ECHO.and("x-bin", "!!!").block());
                    assertThat(answer.reset().isPresent() || answer.status().orElse(0) != Answer.OK)
                            .as(answer.toString())
                            .isTrue();
                    assertThat(fixture.frames().begun()).isZero();
                    peer.echoes();
                })));
    }

    private static void malformed(RawConnection peer, Request... requests) throws Exception {
        for (var request : requests) {
            var answer = peer.refused(request.block());
            assertThat(answer.reset()).as("%s: %s", request, answer).hasValue(Code.PROTOCOL_ERROR);
        }
    }

    private static String refused(RawConnection peer, Request request) throws Exception {
        return peer.refused(request.block()).header(":status");
    }

    private static Request first(Field field) {
        return new Request(
                Stream.concat(Stream.of(field), ECHO.fields().stream()).toList());
    }

    private static List<String> binary(Fixture fixture) {
        return fixture.frames().metadata().stream()
                .flatMap(headers -> Stream.ofNullable(headers.getAll(BINARY)))
                .flatMap(values -> StreamSupport.stream(values.spliterator(), false))
                .map(Arrays::toString)
                .toList();
    }
}
