package users.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The stack beside any other on this machine: a project and ports of its own, and an image of the service that was made
 * for it.
 *
 * @param services what could be started here, since their images can be had
 */
record TestStack(Map<String, String> environment, List<String> services, int port) implements AutoCloseable {

    static TestStack up() throws IOException {
        require("build/docker-engine", "compose");
        System.out.println(require("build/stand-ins", "deploy/debezium/target/kafka", "deploy/compose/target/log4j"));
        var ports = freePorts(6);
        var environment = Map.of(
                "COMPOSE_FILE", Command.ROOT.resolve(ComposeFile.PATH).toString(),
                "COMPOSE_PROJECT_NAME", "users-test-" + ProcessHandle.current().pid(),
                "IMAGE", "users-service:test",
                "GRPC_PORT", ports.get(0),
                "ADMIN_PORT", ports.get(1),
                "DB_PORT", ports.get(2),
                "KAFKA_PORT", ports.get(3),
                "CONNECT_PORT", ports.get(4),
                "BROWSER_PORT", ports.get(5));
        Command.of(environment, "build/docker").output();
        var stack = new TestStack(environment, startable(), Integer.parseInt(ports.getFirst()));
        try {
            stack.command(stack.services.contains("topic-browser") ? "deploy/compose/up" : "deploy/compose/up connect")
                    .output();
            return stack;
        } catch (AssertionError e) {
            stack.close();
            throw e;
        }
    }

    Command command(String words) {
        return Command.of(environment, words.split(" "));
    }

    /** What the engine knows of each container, those that have ended included. */
    List<JsonObject> containers() {
        var ids = command("docker compose ps --all --quiet").output().lines().toList();
        return ComposeFile.elements(JsonParser.parseString(
                        command("docker inspect " + String.join(" ", ids)).output()))
                .map(container -> container.getAsJsonObject())
                .toList();
    }

    static String service(JsonObject container) {
        return at(container, "Config", "Labels", "com.docker.compose.service");
    }

    static String at(JsonObject json, String... path) {
        var place = json;
        for (int i = 0; i < path.length - 1; i++) {
            place = place.getAsJsonObject(path[i]);
        }
        return place.get(path[path.length - 1]).getAsString();
    }

    /** Ends it as a person does, and leaves nothing behind but its log. */
    @Override
    public void close() throws IOException {
        Files.writeString(
                Path.of("target", "stack.log"),
                command("docker compose logs --no-color").output());
        command("make down").output();
        for (var kind : List.of("ps --all", "volume ls", "network ls")) {
            var filter =
                    " --quiet --filter label=com.docker.compose.project=" + environment.get("COMPOSE_PROJECT_NAME");
            assertThat(command("docker " + kind + filter).output()).as(kind).isEmpty();
        }
    }

    private static List<String> startable() {
        var file = ComposeFile.read();
        return file.services().stream()
                .filter(service -> !service.equals("events"))
                .filter(service -> service.equals("users-service")
                        || canBeHad(file.service(service).get("image").getAsString()))
                .toList();
    }

    private static boolean canBeHad(String image) {
        return Stream.of("docker image inspect " + image, "docker pull --quiet " + image)
                .anyMatch(words -> Command.of(Map.of(), words.split(" ")).run().exitCode() == 0);
    }

    private static String require(String... words) {
        var ended = Command.of(Map.of(), words).run();
        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        return ended.output();
    }

    private static List<String> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
        }
        var ports = sockets.stream()
                .map(socket -> Integer.toString(socket.getLocalPort()))
                .toList();
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
