package helidon.grpc.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/** The same over TLS, where ALPN says which HTTP is spoken. */
final class TlsCases {

    private static final int LARGE = 1_000_000;
    private static final String NO_HTTP = "it serves gRPC alone";

    private TlsCases() {}

    static List<Case> cases() {
        return List.of(
                over("calls are answered over TLS", (fixture, certificate) -> {
                    var channel = channel(fixture, certificate);
                    for (int size : List.of(0, 1, 100, LARGE)) {
                        var message = Bytes.random(size);
                        assertThat(ClientCalls.blockingUnaryCall(
                                        channel,
                                        FrameProbe.unary(FrameProbe.ECHO),
                                        CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                                        message))
                                .isEqualTo(message);
                    }
                }),
                over("h2 is agreed on by ALPN and long answers come whole", (fixture, certificate) -> {
                    try (var peer = secure(fixture, certificate, 1 << 30)) {
                        peer.windowUpdate(0, 1 << 30);
                        peer.echoes();
                        assertThat(peer.call(Request.of(FrameProbe.POUR), FrameProbe.order(50, 100_000))
                                        .hasStatus(Answer.OK)
                                        .messages())
                                .hasSize(50);
                    }
                }),
                over("a peer that breaks off over TLS cancels its calls alone", (fixture, certificate) -> {
                    try (var bystander = secure(fixture, certificate, RawConnection.DEFAULT_WINDOW)) {
                        var raw = new Socket(InetAddress.getLoopbackAddress(), fixture.port());
                        var peer = RawConnection.over(tls(raw, fixture, certificate, "h2"));
                        peer.end(peer.start(Request.of(FrameProbe.HOLD)), Bytes.message(Bytes.NONE));
                        fixture.frames().awaitHolding(1);
                        // Beneath TLS: no close_notify is said.
                        raw.close();
                        fixture.frames().awaitCancelled(1);
                        bystander.echoes();
                        fixture.frames().release();
                    }
                }),
                over("cleartext to a port of TLS is let go, and nobody else notices", (fixture, certificate) -> {
                    try (var bystander = secure(fixture, certificate, RawConnection.DEFAULT_WINDOW)) {
                        try (var peer = RawConnection.saying(
                                fixture,
                                RawConnection.PREFACE,
                                Frame.of(Frame.SETTINGS, 0, 0).bytes())) {
                            peer.ended();
                        }
                        bystander.echoes();
                    }
                }),
                over("a handshake that stops half way holds up nobody", (fixture, certificate) -> {
                    try (var stopped = new Socket(InetAddress.getLoopbackAddress(), fixture.port());
                            var bystander = secure(fixture, certificate, RawConnection.DEFAULT_WINDOW)) {
                        stopped.getOutputStream().write(Bytes.of(0x16, 3, 1));
                        bystander.echoes();
                    }
                }),
                over("HTTP is served over TLS in either version", TlsCases::http)
                        .onNetty(NO_HTTP, on((fixture, certificate) -> {
                            try (var peer = secure(fixture, certificate, RawConnection.DEFAULT_WINDOW)) {
                                assertThat(peer.refused(Request.get("/plain").block())
                                                .header(":status"))
                                        .isEqualTo("415");
                            }
                        })));
    }

    /** A case of a server with this certificate. */
    private interface Secured {
        void run(Fixture fixture, Certificate certificate) throws Exception;
    }

    private static Case over(String name, Secured secured) {
        return Case.of(name, on(secured));
    }

    private static Case.Check on(Secured secured) {
        return fixture -> {
            var certificate = Certificate.local();
            var listening = new TestServer.Listening(Optional.of(certificate), Duration.ofMinutes(5));
            try (var tls = new Fixture(fixture.kind(), GrpcWireConfig.create(), listening)) {
                secured.run(tls, certificate);
            }
        };
    }

    private static ManagedChannel channel(Fixture fixture, Certificate certificate) throws IOException {
        return fixture.channel(
                NettyChannelBuilder.forAddress("127.0.0.1", fixture.port()).sslContext(certificate.trusted()));
    }

    private static RawConnection secure(Fixture fixture, Certificate certificate, int window)
            throws IOException, GeneralSecurityException {
        return RawConnection.over(
                tls(
                        new Socket(InetAddress.getLoopbackAddress(), fixture.port()),
                        fixture,
                        certificate,
                        "h2",
                        "http/1.1"),
                Setting.INITIAL_WINDOW_SIZE,
                window);
    }

    private static SSLSocket tls(Socket raw, Fixture fixture, Certificate certificate, String... protocols)
            throws IOException, GeneralSecurityException {
        var socket =
                (SSLSocket) certificate.trust().getSocketFactory().createSocket(raw, "127.0.0.1", fixture.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo(protocols[0]);
        return socket;
    }

    private static void http(Fixture fixture, Certificate certificate) throws Exception {
        try (var peer = secure(fixture, certificate, RawConnection.DEFAULT_WINDOW)) {
            var answer =
                    peer.refused(Request.get("/plain").with(":scheme", "https").block());
            assertThat(answer.header(":status")).isEqualTo("200");
            assertThat(new String(answer.data(), US_ASCII)).isEqualTo("plain");
        }
        try (var socket =
                tls(new Socket(InetAddress.getLoopbackAddress(), fixture.port()), fixture, certificate, "http/1.1")) {
            socket.setSoTimeout((int) Inbox.PATIENCE.toMillis());
            socket.getOutputStream().write("GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            var answer = new StringBuilder();
            // Not to its end: Helidon leaves a connection of TLS open even if it is asked to close it.
            while (!answer.toString().endsWith("\r\n\r\nplain")) {
                int read = socket.getInputStream().read();
                assertThat(read).as(answer.toString()).isNotNegative();
                answer.append((char) read);
            }
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }
}
