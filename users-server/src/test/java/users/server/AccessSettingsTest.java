package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.Role;
import users.server.caller.CertificateRole;
import users.server.caller.KeySource;
import users.server.limits.LimitSettings;
import users.server.limits.Rate;
import users.server.tls.ClientCertificates;

class AccessSettingsTest {

    private static final Map<String, String> TOKENS =
            Map.of("JWKS_FILE", "keys.json", "JWT_ISSUER", "https://issuer.test", "JWT_AUDIENCE", "users");
    private static final Map<String, String> TLS = Map.of("TLS_CERT_FILE", "tls.crt", "TLS_KEY_FILE", "tls.key");

    @Test
    void withNothingSetWhoeverReachesTheServerMayCall() {
        assertThat(read(Map.of()))
                .isEqualTo(new AccessSettings(Optional.empty(), Optional.empty(), LimitSettings.NONE));
    }

    @Test
    void tlsAloneMakesNobodyKnown() {
        var access = read(TLS);

        assertThat(access.tls().orElseThrow().certificate().path()).isEqualTo(Path.of("tls.crt"));
        assertThat(access.tls().orElseThrow().key().setting()).isEqualTo("TLS_KEY_FILE (users.tls.key)");
        assertThat(access.tls().orElseThrow().clients()).isEqualTo(ClientCertificates.OPTIONAL);
        assertThat(access.tls().orElseThrow().interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(access.callers()).isEmpty();
    }

    @Test
    void clientAuthoritiesMakeCallersKnown() {
        var access = read(with(
                TLS,
                "TLS_CLIENT_CA_FILE",
                "ca.crt",
                "TLS_CLIENT_CERTIFICATES",
                "required",
                "TLS_CLIENT_ROLES",
                " users.reader  CN=a b,O=c\n\nusers.admin spiffe://d/e; users.writer CN=f ;"));

        assertThat(access.tls().orElseThrow().clients()).isEqualTo(ClientCertificates.REQUIRED);
        assertThat(access.callers().orElseThrow().tokens()).isEmpty();
        assertThat(access.callers().orElseThrow().certificateRoles())
                .containsExactly(
                        new CertificateRole(Role.READER, "CN=a b,O=c"),
                        new CertificateRole(Role.ADMIN, "spiffe://d/e"),
                        new CertificateRole(Role.WRITER, "CN=f"));
    }

    @Test
    void keysMakeCallersKnown() {
        var tokens = read(TOKENS).callers().orElseThrow().tokens().orElseThrow();

        assertThat(tokens.issuer()).isEqualTo("https://issuer.test");
        assertThat(tokens.audience()).isEqualTo("users");
        assertThat(tokens.rolesClaim()).isEqualTo("roles");
        assertThat(tokens.keys()).isInstanceOf(KeySource.File.class);
    }

    @Test
    void keysCanBeAtAnAddress() {
        var environment = with(
                Map.of("JWT_ISSUER", "i", "JWT_AUDIENCE", "a"),
                "JWKS_URL",
                "https://issuer.test/keys",
                "JWT_ROLES_CLAIM",
                "realm_access.roles");
        var tokens = read(environment).callers().orElseThrow().tokens().orElseThrow();

        assertThat(tokens.rolesClaim()).isEqualTo("realm_access.roles");
        assertThat(tokens.keys())
                .isEqualTo(new KeySource.Address(
                        URI.create("https://issuer.test/keys"), Optional.empty(), Duration.ofMinutes(5)));
    }

    @Test
    void whatBelongsTogetherIsAskedForTogether() {
        assertRefused(
                Map.of("TLS_CERT_FILE", "c"),
                "TLS_CERT_FILE (users.tls.certificate) is set, which needs TLS_KEY_FILE (users.tls.key), too");
        assertRefused(
                Map.of("TLS_KEY_FILE", "k"),
                "TLS_KEY_FILE (users.tls.key) is set, which needs TLS_CERT_FILE (users.tls.certificate), too");
        assertRefused(
                Map.of("TLS_CLIENT_CA_FILE", "a"),
                "TLS_CLIENT_CA_FILE (users.tls.client-authorities) is set, which needs TLS_CERT_FILE (users.tls.certificate), too");
        assertRefused(
                with(TLS, "TLS_CLIENT_CERTIFICATES", "required"),
                "TLS_CLIENT_CERTIFICATES (users.tls.client-certificates) is set, which needs"
                        + " TLS_CLIENT_CA_FILE (users.tls.client-authorities), too");
        assertRefused(
                with(TOKENS, "TLS_CLIENT_ROLES", "users.reader CN=a"),
                "TLS_CLIENT_ROLES (users.callers.certificate-roles) is set, which needs TLS_CLIENT_CA_FILE"
                        + " (users.tls.client-authorities), too");
        assertRefused(
                with(TOKENS, "JWKS_CA_FILE", "ca.crt"),
                "JWKS_CA_FILE (users.callers.jwks-authorities) is set, which needs JWKS_URL (users.callers.jwks-url), too");
        assertRefused(
                Map.of("JWKS_FILE", "k", "JWT_AUDIENCE", "a"),
                "JWKS_FILE (users.callers.jwks-file) is set, which needs JWT_ISSUER (users.callers.issuer), too");
        assertRefused(
                Map.of("JWKS_URL", "https://i.test", "JWT_ISSUER", "i"),
                "JWKS_URL (users.callers.jwks-url) is set, which needs JWT_AUDIENCE (users.callers.audience), too");
        assertRefused(
                with(TOKENS, "JWKS_URL", "https://i.test"),
                "JWKS_FILE (users.callers.jwks-file) and JWKS_URL (users.callers.jwks-url) are both set: leave one of"
                        + " them out");
    }

    @Test
    void whoBelievesThatTokensAreCheckedIsToldThatTheyAreNot() {
        assertRefused(
                Map.of("JWT_ISSUER", "i"),
                "JWT_ISSUER (users.callers.issuer) is set, but not where the keys are: set JWKS_FILE (users.callers.jwks-file) or"
                        + " JWKS_URL (users.callers.jwks-url), too");
    }

    @Test
    void callersThatAreRequiredMustBeKnown() {
        assertRefused(
                with(TLS, "CALLERS_REQUIRED", "true"),
                "CALLERS_REQUIRED (users.callers.required) is true, but no caller could be known: set"
                        + " TLS_CLIENT_CA_FILE (users.tls.client-authorities), JWKS_FILE (users.callers.jwks-file) or JWKS_URL (users.callers.jwks-url)");
        assertThat(read(with(TOKENS, "CALLERS_REQUIRED", "true")).callers()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issuer.test/keys",
                "ftp://issuer.test/keys",
                "https://",
                "https:///keys",
                "https://a b",
                "https://user:secret@issuer.test/keys"
            })
    void anAddressThatIsNoneOfHttpIsRefused(String address) {
        assertRefused(
                Map.of("JWKS_URL", address, "JWT_ISSUER", "i", "JWT_AUDIENCE", "a"),
                "JWKS_URL (users.callers.jwks-url) must be an address such as https://issuer.example.com/jwks.json,"
                        + " without user and password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users.reader",
                "reader CN=a",
                "CN=a users.reader",
                "users.reader billing",
                "users.reader COMMONNAME=a"
            })
    void rolesOfCertificatesAreARoleAndAName(String roles) {
        assertRefused(
                Map.of("TLS_CLIENT_ROLES", roles),
                "TLS_CLIENT_ROLES (users.callers.certificate-roles) must have entries of a role and a subject or URI,"
                        + " such as users.reader CN=billing,O=Example, each on a line of its own or with ; between them");
    }

    @ParameterizedTest
    @CsvSource({
        "users.limits.caller.calls-per-second, 0",
        "users.limits.connection.burst, many",
        "users.limits.caller.concurrent-calls, -1",
        "users.tls.interval, PT0S",
        "users.grpc.max-message, 1",
        "users.grpc.max-metadata, 0"
    })
    void aLimitThatIsNoneIsNamed(String key, String value) {
        assertThatThrownBy(() -> Settings.read(Map.of(), properties(key, value)))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("the system property " + key + " must be ");
    }

    @Test
    void aBurstIsASecondsWorthUnlessItIsSet() {
        var limits = Settings.read(
                        Map.of(),
                        properties(
                                "users.limits.connection.calls-per-second", "10",
                                "users.limits.caller.calls-per-second", "5",
                                "users.limits.caller.burst", "50",
                                "users.limits.caller.concurrent-calls", "3"))
                .access()
                .limits();

        assertThat(limits)
                .isEqualTo(
                        new LimitSettings(Optional.of(new Rate(10, 10)), Optional.of(new Rate(5, 50)), Optional.of(3)));
    }

    @Test
    void aBurstNeedsItsRate() {
        assertThatThrownBy(() -> Settings.read(Map.of(), properties("users.limits.caller.burst", "5")))
                .isInstanceOf(StartException.class)
                .hasMessage("the system property users.limits.caller.burst is set, which needs"
                        + " users.limits.caller.calls-per-second, too");
    }

    private static void assertRefused(Map<String, String> environment, String sentence) {
        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(StartException.class)
                .hasMessage(sentence);
    }

    private static AccessSettings read(Map<String, String> environment) {
        return Settings.read(environment, new Properties()).access();
    }

    private static Properties properties(String... settings) {
        var properties = new Properties();
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return properties;
    }

    private static Map<String, String> with(Map<String, String> environment, String... more) {
        var all = new TreeMap<>(environment);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
