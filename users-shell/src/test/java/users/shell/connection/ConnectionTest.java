package users.shell.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.shell.TestServer;

final class ConnectionTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static UserError failure(Connection connection) {
        try {
            connection.command().users(Duration.ofSeconds(2)).get(new Email("a@b.com"));
        } catch (UserException e) {
            return connection.error(e);
        }
        throw new AssertionError("somebody answered");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost",
        "127.0.0.1, localhost.",
        "127.0.0.1, 127.0.0.1",
        "::1, localhost",
        "::1, ::1",
        "::1, [::1]"
    })
    void everyAddressOfAHostIsTried(String listening, String host) throws IOException {
        try (var server = new TestServer(listening).seeded();
                var connection = new Connection(
                        Access.plaintext(new Endpoint(Endpoint.parseHost(host), server.port())), Map.of())) {
            assertThat(connection.command().health(DEADLINE)).isEqualTo(Health.SERVING);
            assertThat(connection
                            .command()
                            .users()
                            .get(new Email("jack@test.com"))
                            .profile()
                            .email())
                    .isEqualTo(new Email("jack@test.com"));
        }
    }

    @Test
    void proxiesAreNotUsed() throws IOException {
        var properties = List.of("http.proxyHost", "https.proxyHost", "socksProxyHost");
        try (var server = new TestServer();
                var connection = new Connection(Access.plaintext(new Endpoint("localhost", server.port())), Map.of())) {
            properties.forEach(property -> System.setProperty(property, "127.0.0.1"));
            System.setProperty("socksProxyPort", "9");
            assertThat(connection.command().health(DEADLINE)).isEqualTo(Health.SERVING);
        } finally {
            properties.forEach(System::clearProperty);
            System.clearProperty("socksProxyPort");
        }
    }

    @Test
    void aServerCanBeIll() throws IOException {
        try (var server = new TestServer();
                var connection = new Connection(Access.plaintext(new Endpoint("localhost", server.port())), Map.of())) {
            server.status(ServingStatus.NOT_SERVING);
            assertThat(connection.command().health(DEADLINE)).isEqualTo(Health.NOT_SERVING);
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        try (var connection = new Connection(Access.plaintext(new Endpoint("users_service.invalid", 5355)), Map.of())) {
            assertThat(failure(connection))
                    .isEqualTo(new UserError.Unreachable("no server: the host users_service.invalid is not known"));
        }
    }

    @Test
    void aPortWhereNobodyListensIsNamed() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var connection = new Connection(Access.plaintext(new Endpoint("127.0.0.1", port)), Map.of())) {
            var nobody = new UserError.Unreachable("no server listens at 127.0.0.1:" + port);
            assertThat(failure(connection)).isEqualTo(nobody);
            assertThatThrownBy(() -> connection.command().health(DEADLINE))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.error()).isEqualTo(nobody));
        }
    }

    @Test
    void aServerThatComesBackIsFoundAtOnce() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var connection = new Connection(Access.plaintext(new Endpoint("127.0.0.1", port)), Map.of())) {
            for (int i = 0; i < 5; i++) {
                assertThat(failure(connection)).isInstanceOf(UserError.Unreachable.class);
            }
            try (var server = new TestServer("127.0.0.1", port)) {
                assertThat(connection.command().health(DEADLINE)).isEqualTo(Health.SERVING);
                assertThat(server.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void aServerThatSaysNothingIsNoServer() throws IOException {
        try (var server = new TestServer().seeded();
                var connection = new Connection(Access.plaintext(new Endpoint("localhost", server.port())), Map.of())) {
            server.hang();
            assertThat(failure(connection))
                    .isEqualTo(
                            new UserError.Unreachable("no server answers at localhost:" + server.port() + " in time"));
        }
    }

    @Test
    void anotherProgramIsNoUsersServer() throws IOException {
        try (var other = new ServerSocket(0);
                var connection =
                        new Connection(Access.plaintext(new Endpoint("localhost", other.getLocalPort())), Map.of())) {
            Thread.startVirtualThread(() -> answerHttp(other));
            assertThat(failure(connection))
                    .isInstanceOfSatisfying(
                            UserError.Unreachable.class,
                            error -> assertThat(error.reason())
                                    .startsWith("no Users server answers at localhost:" + other.getLocalPort()));
        }
    }

    private static void answerHttp(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void anInterruptEndsAHealthCheck() throws IOException {
        try (var server = new TestServer();
                var connection = new Connection(Access.plaintext(new Endpoint("localhost", server.port())), Map.of())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> connection.command().health(DEADLINE))
                    .isInstanceOfSatisfying(
                            UserException.class,
                            e -> assertThat(e.error()).isEqualTo(new UserError.Refused("CANCELLED", "")));
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
