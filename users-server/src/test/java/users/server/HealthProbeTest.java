package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthProbeTest extends ServerTest {

    @Test
    void aReadyServerHasNoObstacle() {
        assertThat(probe("", server.adminPort()).obstacle()).isEmpty();
    }

    @Test
    void aServerWithoutItsDatabaseIsNotReady() {
        try (var lonely = TestServer.start(TestServer.environment("127.0.0.1", 1, "users"))) {
            int port = lonely.adminPort();

            assertThat(probe("127.0.0.1", port).obstacle())
                    .hasValue("the server is not ready, port %d of 127.0.0.1 answers: HTTP/1.1 503 Service Unavailable"
                            .formatted(port));
        }
    }

    @Test
    void whereNothingListensItIsSaidWhatToSet() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(probe("127.0.0.1", port).obstacle())
                .hasValue(
                        "no server answers on port %d of 127.0.0.1 (Connection refused): start it, or set ADMIN_PORT and BIND_ADDRESS as it has them"
                                .formatted(port));
    }

    @Test
    void whatListensWithoutAWordIsNoServer() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(probe("", silent.getLocalPort()).obstacle().orElseThrow())
                    .startsWith("no server answers on port ")
                    .contains("Read timed out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0", "::"})
    void aServerOnAllAddressesIsAskedOnThisMachine(String bindAddress) {
        assertThat(probe(bindAddress, 8080).admin())
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        assertThat(probe("no.such.host.invalid", 8080).obstacle().orElseThrow())
                .startsWith("no server answers on port 8080 of no.such.host.invalid");
    }

    private static HealthProbe probe(String bindAddress, int adminPort) {
        return HealthProbe.of(SettingsReader.of(
                Map.of("BIND_ADDRESS", bindAddress, "ADMIN_PORT", Integer.toString(adminPort)), new Properties()));
    }
}
