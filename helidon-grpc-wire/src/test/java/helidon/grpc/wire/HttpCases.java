package helidon.grpc.wire;

import static helidon.grpc.wire.RawConnection.talk;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/** Requests that are not gRPC's, on the port of gRPC. */
final class HttpCases {

    private static final Request ECHO = Request.of(FrameProbe.ECHO);
    private static final byte[] MESSAGE = Bytes.random(10);
    private static final String NO_HTTP = "it serves gRPC alone";

    private HttpCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a request of another content type is HTTP 415", talk((fixture, peer) -> {
                    for (var type :
                            List.of("application/grpcx", "application/json", "application/grpc-web", "text/plain")) {
                        isRefused(peer.call(ECHO.with("content-type", type), MESSAGE), "415");
                    }
                    isRefused(peer.call(ECHO.without("content-type"), MESSAGE), "415");
                    assertThat(fixture.frames().begun()).isZero();
                    peer.echoes();
                })),
                Case.of("a call by another method than POST is HTTP 405 and names POST", talk((fixture, peer) -> {
                    for (var method : List.of("GET", "PUT", "OPTIONS")) {
                        var answer = peer.call(ECHO.with(":method", method), MESSAGE);
                        isRefused(answer, "405");
                        assertThat(answer.header("allow")).isEqualTo("POST");
                    }
                    assertThat(fixture.frames().begun()).isZero();
                    peer.echoes();
                })),
                Case.of("a route of HTTP is served beside calls on one connection", talk((fixture, peer) -> {
                            int chat = peer.start(Request.of(FrameProbe.CHAT));
                            for (int i = 0; i < 10; i++) {
                                peer.data(chat, Bytes.message(MESSAGE));
                                var plain = peer.refused(Request.get("/plain").block());
                                assertThat(plain.header(":status")).isEqualTo("200");
                                assertThat(new String(plain.data(), UTF_8)).isEqualTo("plain");
                                peer.answer(chat, 15 * (i + 1));
                                peer.echoes();
                            }
                            peer.end(chat, Bytes.NONE);
                            assertThat(peer.answer(chat).hasStatus(Answer.OK).messages())
                                    .hasSize(10);
                        }))
                        .onNetty(
                                NO_HTTP,
                                talk((fixture, peer) -> isRefused(
                                        peer.refused(Request.get("/plain").block()), "415"))),
                Case.of("a route of HTTP takes a body of a megabyte", talk((fixture, peer) -> {
                            int stream = peer.start(Request.get("/plain").with(":method", "POST"));
                            new Paced(peer).end(stream, Bytes.random(1 << 20));
                            var answer = peer.answer(stream);
                            assertThat(answer.header(":status")).isEqualTo("200");
                            assertThat(new String(answer.data(), UTF_8)).isEqualTo("1048576");
                            peer.echoes();
                        }))
                        .onNetty(
                                NO_HTTP,
                                talk((fixture, peer) -> isRefused(
                                        peer.refused(Request.get("/plain")
                                                .with(":method", "POST")
                                                .block()),
                                        "415"))),
                Case.of("a path that no route has is HTTP 404", talk((fixture, peer) -> {
                            var answer = peer.refused(Request.get("/nothing").block());
                            assertThat(answer.header(":status")).isEqualTo("404");
                            peer.echoes();
                        }))
                        .onNetty(
                                NO_HTTP,
                                talk((fixture, peer) -> isRefused(
                                        peer.refused(Request.get("/nothing").block()), "415"))),
                Case.of("a path or a method that HTTP has not is HTTP 400, and others go on", talk((fixture, peer) -> {
                            int other = peer.start(Request.get("/plain").with(":method", "POST"));
                            for (var path : List.of("/a|b", "/%zz", "/\"", "/a\\b", "/[x", "/%", "/a%2", "//[")) {
                                isBad(peer.refused(Request.get(path).block()));
                            }
                            for (var method : List.of("G@T", "GET/", "(")) {
                                isBad(peer.refused(Request.get("/plain")
                                        .with(":method", method)
                                        .block()));
                            }
                            peer.end(other, Bytes.random(10));
                            assertThat(peer.answer(other).header(":status")).isEqualTo("200");
                            peer.echoes();
                        }))
                        .onNetty(
                                NO_HTTP,
                                talk((fixture, peer) -> isRefused(
                                        peer.refused(Request.get("/a|b").block()), "415"))),
                Case.of("HTTP/1.1 is served on the same port", HttpCases::http1)
                        .onNetty(
                                NO_HTTP,
                                fixture -> assertThat(says(
                                                fixture, "GET /plain HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII)))
                                        .contains("Unexpected HTTP/1.x request: GET /plain")),
                Case.of("what is neither HTTP nor TLS is let go, and nobody else notices", fixture -> {
                    try (var bystander = new Bystander(fixture)) {
                        says(fixture, "EHLO there\r\n\r\n".getBytes(US_ASCII));
                        says(fixture, Bytes.random(1000));
                        says(fixture, Bytes.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0));
                        bystander.isUndisturbed();
                    }
                }));
    }

    /** As grpc-netty says it: for a browser the text as the body, for a gRPC client INTERNAL and the text. */
    private static void isRefused(Answer answer, String http) {
        assertThat(answer.header(":status")).as(answer.toString()).isEqualTo(http);
        answer.hasStatus(Answer.INTERNAL);
        assertThat(answer.header("grpc-message")).isNotEmpty();
        assertThat(new String(answer.data(), UTF_8)).isEqualTo(answer.header("grpc-message"));
    }

    private static void isBad(Answer answer) {
        assertThat(answer.header(":status")).as(answer.toString()).isEqualTo("400");
        assertThat(answer.header("grpc-status")).isEmpty();
        assertThat(new String(answer.data(), UTF_8)).isEqualTo("The method or the path is none that HTTP has");
    }

    private static void http1(Fixture fixture) throws Exception {
        var plain = URI.create("http://127.0.0.1:" + fixture.port() + "/plain").toURL();
        for (int i = 0; i < 3; i++) {
            var request = (HttpURLConnection) plain.openConnection();
            try (var body = request.getInputStream()) {
                assertThat(request.getResponseCode()).isEqualTo(200);
                assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo("plain");
            }
        }
    }

    /** What comes back until the server closes; it has to, as nothing more will come. */
    private static String says(Fixture fixture, byte[] bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(12_000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException e) {
            // Closed with some of it unread: a reset.
            return "";
        }
    }
}
