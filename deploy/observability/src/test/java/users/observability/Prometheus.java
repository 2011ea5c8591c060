package users.observability;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import users.server.Await;
import users.server.image.ServerProcess;

/** The real one, which scrapes a server twice a second and evaluates the rules as often. */
record Prometheus(Process process, int port, HttpClient client) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Keeps its data in {@code folder}. */
    static Prometheus start(Path folder, int adminPort, String rules) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), rules);
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: users
                    metrics_path: /observe/metrics
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(adminPort));
        int port = ServerProcess.freePort();
        var process = Program.PROMETHEUS.start(
                new ProcessBuilder()
                        .redirectOutput(folder.resolve("prometheus.log").toFile()),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port);
        var prometheus = new Prometheus(process, port, HttpClient.newHttpClient());
        Await.until(prometheus::ready);
        return prometheus;
    }

    /** What the query finds now: metric and value. */
    List<JsonObject> query(String query) {
        var found = get("query?query=" + encoded(query)).getAsJsonObject().getAsJsonArray("result");
        return objects(found);
    }

    /** What it found from one second to another, in some hundred steps. */
    List<JsonObject> query(String query, long from, long to) {
        var range = "&start=%d&end=%d&step=%d".formatted(from, to, Math.max(1, (to - from) / 150));
        return objects(get("query_range?query=" + encoded(query) + range)
                .getAsJsonObject()
                .getAsJsonArray("result"));
    }

    /** The values of a label of what a selector finds. */
    JsonArray values(String label, String selector) {
        return get("label/%s/values?match[]=%s".formatted(label, encoded(selector)))
                .getAsJsonArray();
    }

    /** The alerts that it knows by its rules. */
    List<Alert> alerts() {
        var groups = get("rules?type=alert").getAsJsonObject().getAsJsonArray("groups");
        return objects(groups).stream()
                .flatMap(group -> objects(group.getAsJsonArray("rules")).stream())
                .map(Alert::of)
                .toList();
    }

    /** The names of those that fire. */
    Set<String> firing() {
        return objects(get("alerts").getAsJsonObject().getAsJsonArray("alerts")).stream()
                .filter(alert -> alert.get("state").getAsString().equals("firing"))
                .map(alert -> alert.getAsJsonObject("labels").get("alertname").getAsString())
                .collect(Collectors.toSet());
    }

    /** Waits for what the next scrapes show, without being a load itself. */
    void await(BooleanSupplier condition) {
        Await.within(PATIENCE, () -> {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            return false;
        });
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus has ended: see prometheus.log");
        }
        try {
            return fetch("/-/ready").startsWith("Prometheus Server is Ready");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private JsonElement get(String path) {
        var answer = JsonParser.parseString(fetch("/api/v1/" + path)).getAsJsonObject();
        if (!answer.get("status").getAsString().equals("success")) {
            throw new AssertionError(path + ": " + answer);
        }
        return answer.get("data");
    }

    private String fetch(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, UTF_8);
    }

    static List<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit().join();
    }
}
