package users.shell.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.InvalidValueException;

final class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost:5355",
        "localhost., localhost.:5355",
        "users_service, users_service:5355",
        "dns, dns:5355",
        "127.0.0.1, 127.0.0.1:5355",
        "::1, [::1]:5355",
        "[::1], [::1]:5355",
        "bücher.example, xn--bcher-kva.example:5355",
    })
    void hostsOfEveryFormAreTaken(String host, String shown) {
        assertThat(new Endpoint(Endpoint.parseHost(host), 5355)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://localhost", "localhost:5355", "a b"})
    void whatIsNoHostIsRefused(String host) {
        assertThatThrownBy(() -> Endpoint.parseHost(host)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aLabelThatIdnRefusesIsRefused() {
        assertThatThrownBy(() -> Endpoint.parseHost("ü".repeat(80))).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "999999", "-1", "80a"})
    void whatIsNoPortIsRefused(String port) {
        assertThatThrownBy(() -> Endpoint.parsePort(port)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void portsAreNumbers() {
        assertThat(Endpoint.parsePort("65535")).isEqualTo(65_535);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST., true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "::1, true",
        "localhost.example.com, false",
        "192.0.2.1, false",
        "::2, false",
    })
    void whatIsOnThisMachineIsKnownWithoutAsking(String host, boolean loopback) {
        assertThat(new Endpoint(host, 5355).isLoopback()).isEqualTo(loopback);
    }
}
