package users.events;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import users.server.Await;
import users.server.image.ServerProcess;

/** One worker of Kafka Connect, which the connector runs in. */
record Worker(Child child, int port) implements AutoCloseable {

    static final String CONNECTOR = "users-connector";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Worker start(Path folder, Broker broker) throws IOException {
        int port = ServerProcess.freePort();
        var properties =
                Files.writeString(folder.resolve("connect.properties"), """
                bootstrap.servers=%1$s
                group.id=connect
                listeners=http://localhost:%2$d
                rest.advertised.host.name=localhost
                key.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                config.storage.topic=connect-configs
                config.storage.replication.factor=1
                offset.storage.topic=connect-offsets
                offset.storage.partitions=1
                offset.storage.replication.factor=1
                status.storage.topic=connect-status
                status.storage.partitions=1
                status.storage.replication.factor=1
                offset.flush.interval.ms=1000
                scheduled.rebalance.max.delay.ms=0
                plugin.discovery=service_load
                config.providers=file
                config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                config.providers.file.param.allowed.paths=%3$s
                """.formatted(broker.address(), port, folder));
        var worker = new Worker(
                Child.java(
                        folder.resolve("connect.log"),
                        "512m",
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        properties.toString()),
                port);
        worker.awaitReady();
        return worker;
    }

    String url() {
        return "http://localhost:" + port;
    }

    void startAgain() {
        child.startAgain();
        awaitReady();
    }

    boolean running() {
        var status = status();
        var tasks = status.getAsJsonArray("tasks");
        return tasks != null
                && state(status.getAsJsonObject("connector")).equals("RUNNING")
                && !tasks.isEmpty()
                && tasks.asList().stream().allMatch(task -> state(task).equals("RUNNING"));
    }

    JsonObject status() {
        return JsonParser.parseString(send("GET", "/connectors/%s/status".formatted(CONNECTOR), ""))
                .getAsJsonObject();
    }

    /** Whether it has noted how far it has come: before that it begins anew, as if there had been nothing. */
    boolean hasNotes() {
        return send("GET", "/connectors/%s/offsets".formatted(CONNECTOR), "").contains("\"lsn\"");
    }

    private String send(String method, String path, String body) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(url() + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "{}";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String state(JsonElement part) {
        return part.getAsJsonObject().get("state").getAsString();
    }

    private void awaitReady() {
        Await.until(() -> send("GET", "/connectors", "").startsWith("["));
    }

    @Override
    public void close() {
        child.close();
    }
}
