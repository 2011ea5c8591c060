package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server shows of its events, to whoever comes over HTTP. */
record ShownEvents(TestServer server) {

    private static final Pattern METRIC =
            Pattern.compile("users_events_(\\S+?)\\{scope=\"application\",(?:status=\"(\\S+)\",)?} (\\S+)");
    private static final Gson GSON = new Gson();

    /** The details of its health, numbers as doubles. */
    Map<String, Object> details() {
        var check = JsonParser.parseString(get("/observe/health/check/events")).getAsJsonObject();
        assertThat(check.get("status").getAsString()).isEqualTo("UP");
        return GSON.fromJson(check.get("data"), new TypeToken<Map<String, Object>>() {});
    }

    /** One of them; NaN, which is neither more nor less than anything, as long as nothing is known. */
    double number(String detail) {
        return (double) details().getOrDefault(detail, Double.NaN);
    }

    void awaitDetail(String name, Object value) {
        Await.until(() -> value.equals(details().get(name)));
    }

    /** Without what their names begin with; a status stands behind a space. */
    Map<String, Double> metrics() {
        return get("/observe/metrics")
                .lines()
                .map(METRIC::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(ShownEvents::name, line -> Double.valueOf(line.group(3))));
    }

    /** The status code for whoever wants all metrics as JSON. */
    int metricsAsJson() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:%d/observe/metrics".formatted(server.adminPort()));
            var request = HttpRequest.newBuilder(uri).header("Accept", "application/json");
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private String get(String path) {
        try {
            return AdminTest.get(server, path).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Matcher line) {
        return Optional.ofNullable(line.group(2))
                .map(status -> line.group(1) + " " + status)
                .orElse(line.group(1));
    }
}
