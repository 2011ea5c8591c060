package users.helm;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** YAML as a tree. */
final class Yaml {

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    static JsonNode read(Path file) {
        return MAPPER.readTree(file.toFile());
    }

    static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** Each document that is not empty. */
    static List<JsonNode> documents(String text) {
        try (var documents = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }

    static void write(Path file, JsonNode tree) {
        MAPPER.writeValue(file.toFile(), tree);
    }

    /** As Helm puts values over others: objects key by key, all else as a whole. */
    static JsonNode merged(JsonNode under, JsonNode over) {
        if (!(under instanceof ObjectNode base) || !(over instanceof ObjectNode top)) {
            return over;
        }
        var merged = base.deepCopy();
        top.properties()
                .forEach(entry -> merged.set(entry.getKey(), merged(merged.path(entry.getKey()), entry.getValue())));
        return merged;
    }
}
