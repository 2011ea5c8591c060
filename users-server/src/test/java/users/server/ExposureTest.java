package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a server says of who can reach it. */
class ExposureTest {

    private static final String OPEN =
            "whoever can reach 0.0.0.0 may read and change all users: set TLS_CLIENT_CA_FILE, JWKS_FILE or JWKS_URL"
                    + " (docs/security.md), or BIND_ADDRESS=127.0.0.1";
    private static final String PLAIN =
            "gRPC on 0.0.0.0 is without TLS, so that passwords and tokens can be read on their way: set TLS_CERT_FILE and"
                    + " TLS_KEY_FILE (docs/security.md)";

    @Test
    void onThisMachineAloneNothingIsToBeSaid() {
        assertThat(warnings(Map.of())).isEmpty();
        assertThat(warnings(Map.of("DB_HOST", "db", "BIND_ADDRESS", "127.0.0.1")))
                .isEmpty();
        assertThat(warnings(Map.of("DB_HOST", "db", "BIND_ADDRESS", "::1"))).isEmpty();
    }

    @Test
    void whereOthersReachItItSaysWhatItLacks() {
        var tls = Map.of("DB_HOST", "db", "TLS_CERT_FILE", "c", "TLS_KEY_FILE", "k");
        var tokens = Map.of("DB_HOST", "db", "JWKS_FILE", "f", "JWT_ISSUER", "i", "JWT_AUDIENCE", "a");

        assertThat(warnings(Map.of("DB_HOST", "db"))).containsExactly(OPEN, PLAIN);
        assertThat(warnings(tls)).containsExactly(OPEN);
        assertThat(warnings(tokens)).containsExactly(PLAIN);
    }

    @Test
    void keysThatComeWithoutTlsAreWarnedOf() {
        var environment = Map.of("JWT_ISSUER", "i", "JWT_AUDIENCE", "a");

        assertThat(warnings(with(environment, "https://issuer.test/jwks"))).isEmpty();
        assertThat(warnings(with(environment, "http://localhost/jwks"))).isEmpty();
        assertThat(warnings(with(environment, "http://issuer.invalid/jwks")))
                .containsExactly(
                        "JWKS_URL is without TLS: whoever is between here and issuer.invalid can make tokens; use https");
    }

    private static Map<String, String> with(Map<String, String> environment, String jwks) {
        var all = new TreeMap<>(environment);
        all.put("JWKS_URL", jwks);
        return all;
    }

    private static List<String> warnings(Map<String, String> environment) {
        try (var log = LogLines.of(Exposure.class.getName())) {
            Exposure.warn(Settings.read(environment, new Properties()));
            return log.texts();
        }
    }
}
