package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.UserException;
import users.api.UserQuery;

class AdminTest extends ServerTest {

    @Test
    void healthIsUpForEachKindOfProbe() throws Exception {
        for (var path : java.util.List.of("", "/live", "/ready", "/started")) {
            var answer = get(server, "/observe/health" + path);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).contains("\"UP\"");
        }
    }

    @Test
    void aServerWithoutItsDatabaseLivesAndIsNotReady() throws Exception {
        try (var lonely = TestServer.start(TestServer.environment("127.0.0.1", 1, "users"))) {
            assertThat(get(lonely, "/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(get(lonely, "/observe/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(lonely, "/observe/health/started").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void whatIsKnownOfEventsStandsBesideReadinessAndIsNoPartOfLife() throws Exception {
        assertThat(get(server, "/observe/health/ready").body()).contains("\"events\"", "\"slot\":\"users_events\"");
        assertThat(get(server, "/observe/health").body()).contains("\"events\"");
        assertThat(get(server, "/observe/health/live").body()).doesNotContain("events");
    }

    @Test
    void metricsTellOfCallsPoolAndJvm() {
        server.client().list(new UserQuery(users.api.filter.Filter.ALL, 1, java.util.Optional.empty()));

        // It is counted once it is answered.
        Await.until(
                () -> metrics()
                        .contains(
                                "users_calls_seconds_count{code=\"OK\",kind=\"unary\",method=\"users.v1.UsersService/ListUsers\""));
        assertThat(metrics())
                .contains("users_calls_seconds_bucket")
                .contains("users_database_connections_idle")
                .contains("users_database_connections_maximum")
                .contains("users_hashing_waiting")
                .contains("memory_usedHeap_bytes");
    }

    @Test
    void errorsAreCountedByTheirReasonFromZeroOn() {
        double before = errors("USER_NOT_FOUND");
        var users = server.client();
        var nobody = new Email("nobody@example.test");
        assertThatThrownBy(() -> users.get(nobody)).isInstanceOf(UserException.class);

        Await.until(() -> errors("USER_NOT_FOUND") == before + 1);
        assertThat(errors("WATCH_TOO_SLOW")).isNotNegative();
    }

    /** Of all servers that this JVM has had: they share their meters. */
    private static double errors(String reason) {
        var start = "users_errors_total{reason=\"%s\",scope=\"application\",} ".formatted(reason);
        return metrics()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                .findFirst()
                .orElseThrow();
    }

    private static String metrics() {
        try {
            return get(server, "/observe/metrics").body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static HttpResponse<String> get(TestServer server, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri =
                    URI.create("http://127.0.0.1:%d%s".formatted(server.server().adminPort(), path));
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
