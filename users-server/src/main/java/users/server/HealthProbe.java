package users.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * Asks a server whether it is ready, for supervisors that run a command to know and find no other in the image.
 *
 * @param admin where it serves what is for whoever runs it
 */
record HealthProbe(InetSocketAddress admin) {

    private static final String REQUEST =
            "GET /observe/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final int MILLISECONDS_TO_ANSWER = 2000;

    /** Of the server that was told the same. */
    static HealthProbe of(SettingsReader reader) {
        int port = reader.number("users.admin.port", 1, 65535);
        var bound = reader.optionalText("users.bind-address").map(host -> new InetSocketAddress(host, port));
        return new HealthProbe(bound.filter(address -> !isAny(address))
                .orElseGet(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    private static boolean isAny(InetSocketAddress address) {
        return !address.isUnresolved() && address.getAddress().isAnyLocalAddress();
    }

    /** What is in the way, as one sentence; empty when the server is ready. */
    Optional<String> obstacle() {
        var place = "port %d of %s".formatted(admin.getPort(), admin.getHostString());
        try (var socket = new Socket()) {
            socket.setSoTimeout(MILLISECONDS_TO_ANSWER);
            socket.connect(admin, MILLISECONDS_TO_ANSWER);
            socket.getOutputStream().write(REQUEST.getBytes(US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            return String.valueOf(answer).startsWith("HTTP/1.1 200 ")
                    ? Optional.empty()
                    : Optional.of("the server is not ready, %s answers: %s".formatted(place, answer));
        } catch (IOException e) {
            return Optional.of(
                    "no server answers on %s (%s): start it, or set ADMIN_PORT and BIND_ADDRESS as it has them"
                            .formatted(place, e.getMessage()));
        }
    }
}
