package users.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What stands in the charts and has its source elsewhere; {@code make helm-generate} writes it anew. */
final class Generated {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path SERVER = Path.of("../../users-server/src/main/resources/application.yaml");
    private static final Path OBSERVABILITY = Path.of("../observability");
    private static final Pattern VALUES = Pattern.compile(
            "(?s)(?<=<!-- From values.yaml, by make helm-generate. -->\n\n).*?(?=\n<!-- The end of it. -->)");

    /** Keys of the server that the chart sets by values of its own, and those that mean nothing in a pod. */
    private static final Set<String> OWN = Set.of(
            "/bind-address",
            "/grpc/port",
            "/admin",
            "/shutdown",
            "/log",
            "/tracing/endpoint",
            "/tracing/sample",
            "/tls/certificate",
            "/tls/key",
            "/tls/client-authorities",
            "/callers/required",
            "/callers/certificate-roles",
            "/callers/jwks-file",
            "/callers/jwks-url",
            "/callers/jwks-authorities",
            "/callers/issuer",
            "/callers/audience",
            "/callers/roles-claim",
            "/database/host",
            "/database/port",
            "/database/name",
            "/database/username",
            "/database/password",
            "/database/password-file",
            "/database/ssl",
            "/database/migration/at-start",
            "/database/migration/username",
            "/database/migration/password",
            "/database/migration/password-file",
            "/database/migration/ssl",
            "/development");

    private Generated() {}

    public static void main(String[] arguments) throws IOException {
        for (var file : files().entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** Each file, and what has to be in it. */
    static Map<Path, String> files() throws IOException {
        var files = new LinkedHashMap<Path, String>();
        for (var chart : Chart.values()) {
            var page = chart.file("README.md");
            var table = Matcher.quoteReplacement(ValueRow.table(chart.file("values.yaml")));
            files.put(page, VALUES.matcher(Files.readString(page)).replaceFirst(table));
        }
        var schema = Chart.USERS.file("values.schema.json");
        files.put(schema, schema(JSON.readTree(Files.readString(schema))));
        for (var file : Set.of("users.rules.yml", "users-dashboard.json")) {
            files.put(Chart.USERS.file("files").resolve(file), Files.readString(OBSERVABILITY.resolve(file)));
        }
        return files;
    }

    /** The schema with the server's own keys below {@code config}. */
    private static String schema(JsonNode schema) {
        var config = (ObjectNode) schema.at("/properties/config/properties");
        config.set("users", keys(Yaml.read(SERVER).path("users"), ""));
        var printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer().with(printer).writeValueAsString(schema) + "\n";
    }

    private static ObjectNode keys(JsonNode settings, String path) {
        var keys = JSON.createObjectNode();
        if (settings.isObject()) {
            keys.put("type", "object").put("additionalProperties", false);
            var properties = keys.putObject("properties");
            settings.properties().stream()
                    .filter(setting -> !OWN.contains(path + "/" + setting.getKey()))
                    .forEach(setting ->
                            properties.set(setting.getKey(), keys(setting.getValue(), path + "/" + setting.getKey())));
        } else {
            keys.put("$ref", "#/definitions/setting");
        }
        return keys;
    }
}
