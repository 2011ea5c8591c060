package users.server.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Metadata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.api.CredentialFault;
import users.api.Role;
import users.api.UserError;
import users.api.UserException;
import users.server.Await;
import users.server.TestIssuer;

/** Keys of an issuer over HTTP, which is away, slow or has others by now. */
class AddressKeysTest {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final TestIssuer issuer = TestIssuer.es256("one");
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String answer = TestIssuer.keys(issuer);
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
        http.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            try {
                Thread.sleep(delayMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Cache-Control", "public, max-age=300");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        callers = callers(http.getAddress().getPort());
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
    void tokensOfKeysThatNobodyHasDoNotFloodTheIssuer() throws InterruptedException {
        caller(issuer);
        long start = System.nanoTime();
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                many.submit(() -> assertFails(
                        TestIssuer.es256("made up"), new UserError.Unauthenticated(CredentialFault.TOKEN_KEY_UNKNOWN)));
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
            {"keys":[]}                                 | the answer has no key that is usable here
            {"keys":[{"kty":"unheard of"}]}             | the answer has no key that is usable here
            """)
    void anAnswerThatIsNoneSaysWhy(String broken, String reason) {
        answer = broken;
        var fetch = new KeyFetch(address(http.getAddress().getPort()), Duration.ofMinutes(5), HttpClient.newBuilder());

        assertThatThrownBy(() -> fetch.now(Map.of())).hasMessage(reason);
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
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + by.token("reports", "users.reader"));
        return callers.identify(headers, List::of);
    }

    private static Callers callers(int port) {
        var source = new KeySource.Address(address(port), Optional.empty(), Duration.ofMinutes(5));
        var tokens = new TokenSettings(source, TestIssuer.NAME, TestIssuer.AUDIENCE, "roles");
        return new Callers(new CallerSettings(Optional.of(tokens), List.of()), Optional.empty());
    }
}
