package users.helm;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The objects that a chart makes, or that a file has, and their text. */
record Rendered(String text, List<JsonNode> objects) {

    static Rendered of(String text) {
        return new Rendered(text, Yaml.documents(text));
    }

    List<String> kinds() {
        return objects.stream().map(Rendered::kind).sorted().toList();
    }

    /** The only one of its kind. */
    JsonNode one(String kind) {
        var found = objects.stream().filter(object -> kind(object).equals(kind)).toList();
        if (found.size() != 1) {
            throw new AssertionError("%d of kind %s among %s".formatted(found.size(), kind, kinds()));
        }
        return found.getFirst();
    }

    JsonNode one(String kind, String name) {
        return objects.stream()
                .filter(object -> kind(object).equals(kind)
                        && object.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No %s %s among %s".formatted(kind, name, kinds())));
    }

    /** What the pods of a kind are made after. */
    JsonNode pod(String kind) {
        return one(kind).at("/spec/template/spec");
    }

    JsonNode container(String kind) {
        return pod(kind).at("/containers/0");
    }

    /** The variables of its container, by name. */
    TreeMap<String, String> environment(String kind) {
        return elements(container(kind).path("env"))
                .collect(Collectors.toMap(
                        variable -> variable.path("name").asString(),
                        variable -> variable.path("value").asString(),
                        (first, second) -> second,
                        TreeMap::new));
    }

    /** The Secrets that its pod mounts, by where. */
    TreeMap<String, String> secrets(String kind) {
        return elements(pod(kind).path("volumes"))
                .filter(volume -> volume.has("secret"))
                .collect(Collectors.toMap(
                        volume -> volume.path("name").asString(),
                        volume -> volume.at("/secret/secretName").asString(),
                        (first, second) -> second,
                        TreeMap::new));
    }

    /** The file of configuration in a ConfigMap. */
    JsonNode configuration(String name) {
        return Yaml.read(one("ConfigMap", name).at("/data/application.yaml").asString());
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asString();
    }
}
