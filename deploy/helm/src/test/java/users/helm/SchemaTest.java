package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the schema says of Kubernetes' own types, each under its name there, against those types. */
class SchemaTest {

    private static final JsonNode DEFINITIONS =
            Yaml.read(Chart.USERS.file("values.schema.json")).path("definitions");

    private static final List<Path> TYPES = List.of(
            Path.of("node_modules/kubernetes-models/v1"),
            Path.of("node_modules/kubernetes-models/networking.k8s.io/v1"),
            Path.of("node_modules/@kubernetes-models/apimachinery/apis/meta/v1"));

    private static final Pattern FIELD = Pattern.compile("(?m)^    \"(\\w+)\"(\\??):");

    static Stream<Map.Entry<String, JsonNode>> kubernetesOwn() {
        return DEFINITIONS.properties().stream()
                .filter(definition -> Character.isUpperCase(definition.getKey().charAt(0)))
                // A part of GRPCRoute's type; ManifestsTest has one with every field.
                .filter(definition -> !definition.getKey().equals("ParentReference"));
    }

    @ParameterizedTest
    @MethodSource("kubernetesOwn")
    void aTypeHasTheFieldsThatItHasInKubernetes(Map.Entry<String, JsonNode> definition) throws IOException {
        var fields = FIELD.matcher(declaration(definition.getKey())).results().toList();

        assertThat(definition.getValue().path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(fields.stream()
                        .map(field -> field.group(1))
                        // From a volume, which the pods have none of.
                        .filter(name -> !name.equals("fileKeyRef"))
                        .toList());
        assertThat(Rendered.elements(definition.getValue().path("required")).map(JsonNode::asString))
                .containsAll(fields.stream()
                        .filter(field -> field.group(2).isEmpty())
                        .map(field -> field.group(1))
                        .toList());
        assertThat(definition.getValue().path("additionalProperties").asBoolean(true))
                .isFalse();
    }

    private static String declaration(String type) throws IOException {
        for (var folder : TYPES) {
            var file = folder.resolve(type + ".d.ts");
            if (Files.exists(file)) {
                return Files.readString(file)
                        .replaceFirst("(?s)^.*?export interface I" + type + " \\{(.*?)\\n}.*$", "$1");
            }
        }
        throw new AssertionError("Kubernetes has no type " + type);
    }
}
