package users.server.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.Metadata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.CredentialFault;
import users.api.Role;
import users.api.UserError;
import users.api.UserException;
import users.api.tls.TestAuthority;
import users.server.Await;
import users.server.TestIssuer;
import users.server.files.NamedFile;

/** Keys of an issuer over HTTP, which is away, slow or has others by now. */
class AddressKeysTest {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final TestIssuer issuer = TestIssuer.es256("one");
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String answer = TestIssuer.keys(issuer);
    private volatile String cacheControl = "public, max-age=300";
    private volatile int status = 200;
    private volatile long delayMillis;

    @SuppressWarnings("NullAway.Init")
    private HttpServer http;

    @SuppressWarnings("NullAway.Init")
    private Callers callers;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/jwks", this::answer);
        http.start();
        callers = callers(http.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Cache-Control", cacheControl);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        callers.close();
        http.stop(0);
    }

    @Test
    void theFirstTokenWaitsForTheKeysAndTheNextOnesDoNot() {
        assertThat(caller(issuer)).isEqualTo(new Caller("reports", Optional.of(Role.READER)));
        delayMillis = 60_000;

        for (int i = 0; i < 100; i++) {
            assertThat(caller(issuer).name()).isEqualTo("reports");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aKeyThatIsNewAtTheIssuerIsFetchedForItsFirstToken() {
        caller(issuer);
        var rotated = TestIssuer.rs256("two");
        answer = TestIssuer.keys(rotated);

        assertThat(caller(rotated).name()).isEqualTo("reports");
        assertFails(issuer, new UserError.Unauthenticated(CredentialFault.TOKEN_KEY_UNKNOWN));
    }

    @Test
    void tokensOfKeysThatNobodyHasDoNotFloodTheIssuer() throws Exception {
        caller(issuer);
        long start = System.nanoTime();
        var unknown = new UserError.Unauthenticated(CredentialFault.TOKEN_KEY_UNKNOWN);
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 50)
                    .mapToObj(i -> many.submit(() -> assertFails(TestIssuer.es256("made up"), unknown)))
                    .toList();
            for (var call : calls) {
                call.get();
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

        assertThat(fetches.get()).isLessThanOrEqualTo((int) seconds + 3);
        assertThat(caller(issuer).name()).isEqualTo("reports");
    }

    @Test
    void withoutKeysNoTokenCanBeJudgedUntilTheIssuerIsThere() {
        status = 503;
        try (var waiting = callers(http.getAddress().getPort())) {
            var unavailable = new UserError.KeysUnavailable(Duration.ofSeconds(5));
            assertThatThrownBy(() -> caller(waiting, issuer))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.error()).isEqualTo(unavailable));
            status = 200;

            Await.until(() -> {
                try {
                    return caller(waiting, issuer).name().equals("reports");
                } catch (UserException e) {
                    assertThat(e.error()).isEqualTo(unavailable);
                    return false;
                }
            });
        }
    }

    @Test
    void whileTheIssuerIsAwayTheKeysThatAreKnownStayGood() {
        caller(issuer);
        status = 500;

        assertFails(TestIssuer.es256("new"), new UserError.KeysUnavailable(Duration.ofSeconds(5)));
        assertThat(caller(issuer).name()).isEqualTo("reports");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                          | the answer is no JWK Set (RFC 7517)
            {}                                          | the answer is no JWK Set (RFC 7517)
            <html>                                      | the answer is no JWK Set (RFC 7517)
            []                                          | the answer is no JWK Set (RFC 7517)
            {"keys":5}                                  | the answer is no JWK Set (RFC 7517)
            {"keys":[5]}                                | the answer is no JWK Set (RFC 7517)
            {"keys":[{"kty":7}]}                        | the answer has no key that is usable here
            {"keys":[]}                                 | the answer has no key that is usable here
            {"keys":[{"kty":"unheard of"}]}             | the answer has no key that is usable here
            {"keys":[{"kty":"oct","k":"c2VjcmV0"}]}     | the answer has no key that is usable here
            """)
    void anAnswerThatIsNoneSaysWhy(String broken, String reason) {
        answer = broken;
        var fetch = new KeyFetch(address(http.getAddress().getPort()), Duration.ofMinutes(5), HttpClient.newBuilder());

        assertThatThrownBy(() -> fetch.now(Map.of())).hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            public, max-age=600    | PT10M
            Max-Age=600, private   | PT10M
            max-age=1              | PT1M
            max-age=999999         | PT1H
            s-maxage=600           | PT7M
            no-store               | PT7M
            """)
    void keysAreGoodAsLongAsTheAnswerSaysWithinReason(String said, Duration life) throws Exception {
        cacheControl = said;
        var fetch = new KeyFetch(address(http.getAddress().getPort()), Duration.ofMinutes(7), HttpClient.newBuilder());

        assertThat(fetch.now(Map.of()).life()).isEqualTo(life);
    }

    @Test
    @Timeout(30)
    void anAnswerThatStopsInItsMiddleIsGivenUp() {
        http.createContext("/stops", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        var uri = address(http.getAddress().getPort()).resolve("/stops");
        var fetch = new KeyFetch(uri, Duration.ofMinutes(5), HttpClient.newBuilder());

        assertThatThrownBy(() -> fetch.now(Map.of())).hasMessage("there was no whole answer in 4 seconds");
    }

    @Test
    void anIssuerBehindTlsIsBelievedByTheAuthorityThatIsNamed(@TempDir Path folder) throws Exception {
        var authority = TestAuthority.named("Issuers");
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(
                new HttpsConfigurator(authority.server("localhost").server()));
        https.createContext("/jwks", this::answer);
        https.start();
        var uri = URI.create("https://localhost:" + https.getAddress().getPort() + "/jwks");
        var known = new NamedFile("JWKS_CA_FILE", authority.write(folder.resolve("ca.pem")));
        var other = new NamedFile("JWKS_CA_FILE", TestAuthority.named("Others").write(folder.resolve("other.pem")));
        try (var right = callers(uri, Optional.of(known), "roles");
                var wrong = callers(uri, Optional.of(other), "roles");
                var jdks = callers(uri, Optional.empty(), "roles")) {
            assertThat(caller(right, issuer).name()).isEqualTo("reports");
            for (var unbelieving : List.of(wrong, jdks)) {
                assertThatThrownBy(() -> caller(unbelieving, issuer))
                        .isInstanceOfSatisfying(
                                UserException.class,
                                e -> assertThat(e.error())
                                        .isEqualTo(new UserError.KeysUnavailable(Duration.ofSeconds(5))));
            }
        } finally {
            https.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"realm_access.roles", "https://example.test/roles", "resource_access.users.roles"})
    void theClaimOfRolesMayBeInsideOfOthersOrHaveDotsItself(String claim) {
        var token = issuer.token("reports", claims -> {
            claims.setClaim("realm_access", Map.of("roles", List.of("users.writer")));
            claims.setClaim("resource_access", Map.of("users", Map.of("roles", List.of("users.writer", 7))));
            claims.setClaim("https://example.test/roles", "users.writer users.reader");
        });
        try (var other = callers(address(http.getAddress().getPort()), Optional.empty(), claim)) {
            assertThat(other.identify(bearer(token), List::of))
                    .isEqualTo(new Caller("reports", Optional.of(Role.WRITER)));
        }
    }

    @Test
    void aTokenMayBeGoodForEver() {
        var token = issuer.token("reports", claims -> claims.setClaim("exp", Long.MAX_VALUE));

        assertThat(callers.identify(bearer(token), List::of).name()).isEqualTo("reports");
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/jwks");
    }

    private void assertFails(TestIssuer by, UserError error) {
        assertThatThrownBy(() -> caller(by))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    private Caller caller(TestIssuer by) {
        return caller(callers, by);
    }

    private static Caller caller(Callers callers, TestIssuer by) {
        return callers.identify(bearer(by.token("reports", "users.reader")), List::of);
    }

    private static Metadata bearer(String token) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return headers;
    }

    private static Callers callers(int port) {
        return callers(address(port), Optional.empty(), "roles");
    }

    private static Callers callers(URI uri, Optional<NamedFile> authorities, String rolesClaim) {
        var source = new KeySource.Address(uri, authorities, Duration.ofMinutes(5));
        var tokens = new TokenSettings(source, TestIssuer.NAME, TestIssuer.AUDIENCE, rolesClaim);
        return new Callers(new CallerSettings(Optional.of(tokens), List.of()), Optional.empty());
    }
}
