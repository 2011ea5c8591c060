package users.compose;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Compose reads out of {@code compose.yaml}, every service of it. */
record ComposeFile(JsonObject root) {

    static final String PATH = "deploy/compose/compose.yaml";

    /** By which it can be told otherwise. */
    static final Set<String> VARIABLES = Set.of(
            "COMPOSE_FILE",
            "COMPOSE_PROJECT_NAME",
            "IMAGE",
            "GRPC_PORT",
            "ADMIN_PORT",
            "DB_PORT",
            "KAFKA_PORT",
            "CONNECT_PORT",
            "BROWSER_PORT");

    static ComposeFile read() {
        var words = "docker compose --file %s --profile events config --format json".formatted(PATH);
        return new ComposeFile(
                JsonParser.parseString(Command.of(Map.of(), words.split(" ")).output())
                        .getAsJsonObject());
    }

    Set<String> services() {
        return root.getAsJsonObject("services").keySet();
    }

    JsonObject service(String name) {
        return root.getAsJsonObject("services").getAsJsonObject(name);
    }

    /** One setting of each service, as JSON; {@code null} for a service without it. */
    Map<String, String> each(String setting) {
        var values = new TreeMap<String, String>();
        services()
                .forEach(service ->
                        values.put(service, String.valueOf(service(service).get(setting))));
        return values;
    }

    /** Where the host listens for a service, such as {@code 127.0.0.1:5432}. */
    List<String> publishedPorts(String service) {
        var ports = service(service).getAsJsonArray("ports");
        return ports == null
                ? List.of()
                : elements(ports).map(ComposeFile::published).toList();
    }

    private static String published(JsonElement port) {
        var host = port.getAsJsonObject().get("host_ip");
        return (host == null ? "" : host.getAsString() + ":")
                + port.getAsJsonObject().get("published").getAsString();
    }

    static Stream<JsonElement> elements(JsonElement array) {
        return array.getAsJsonArray().asList().stream();
    }
}
