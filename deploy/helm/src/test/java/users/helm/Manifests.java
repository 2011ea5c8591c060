package users.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Objects held against the types of Kubernetes and of the operators that they are for: TypeScript refuses a literal with a
 * field that its type does not have, without one that it needs, or with one of another kind.
 */
final class Manifests {

    private static final Path WORK = Path.of("target", "manifests");
    private static final Pattern FAULT = Pattern.compile("objects\\.ts\\((\\d+),\\d+\\): error TS\\d+: (.*)");

    /** Where the types are of what does not come with Kubernetes itself. */
    private static final Map<String, String> PACKAGES = Map.of(
            "argoproj.io", "@kubernetes-models/argo-cd",
            "cert-manager.io", "@kubernetes-models/cert-manager",
            "helm.toolkit.fluxcd.io", "@kubernetes-models/flux-cd",
            "image.toolkit.fluxcd.io", "@kubernetes-models/flux-cd",
            "kustomize.toolkit.fluxcd.io", "@kubernetes-models/flux-cd",
            "notification.toolkit.fluxcd.io", "@kubernetes-models/flux-cd",
            "source.toolkit.fluxcd.io", "@kubernetes-models/flux-cd",
            "gateway.networking.k8s.io", "@kubernetes-models/gateway-api",
            "monitoring.coreos.com", "@kubernetes-models/prometheus-operator");

    private Manifests() {}

    /** What is wrong with the objects, each with its line and its object; none: all are valid. */
    static List<String> faults(List<JsonNode> objects) {
        try {
            Files.createDirectories(WORK);
            Files.writeString(WORK.resolve("cloudnative-pg.d.ts"), CloudNativePgTypes.read());
            var lines = lines(objects);
            Files.write(WORK.resolve("objects.ts"), lines);
            return compile()
                    .lines()
                    .filter(line -> !line.startsWith(" "))
                    .map(line -> told(line, lines))
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("TypeScript cannot be run: npm ci --prefix deploy/helm brings it.", e);
        }
    }

    private static List<String> lines(List<JsonNode> objects) {
        var lines = new ArrayList<String>();
        var mapper = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
        for (var object : objects) {
            var type = "import('%s').%s".formatted(module(object), type(object));
            lines.add("export const object%d: %s =".formatted(lines.size(), type));
            lines.addAll(mapper.writeValueAsString(object).lines().toList());
        }
        return lines;
    }

    private static String module(JsonNode object) {
        var version = object.path("apiVersion").asString();
        var group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
        return group.equals("postgresql.cnpg.io")
                ? "./cloudnative-pg"
                : PACKAGES.getOrDefault(group, "kubernetes-models") + "/" + version;
    }

    private static String type(JsonNode object) {
        return (module(object).startsWith(".") ? "" : "I") + object.path("kind").asString();
    }

    private static String compile() throws IOException, InterruptedException {
        var compiler = Path.of("node_modules", ".bin", "tsc").toAbsolutePath().toString();
        var words = List.of(
                compiler,
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--pretty",
                "false",
                "--types",
                "",
                "--target",
                "es2022",
                "--module",
                "esnext",
                "--moduleResolution",
                "bundler",
                WORK.resolve("objects.ts").toString());
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        var exitCode = process.waitFor();
        if (exitCode != 0 && !output.contains("error TS")) {
            throw new IOException(output);
        }
        return output;
    }

    /** TypeScript's sentence, with the line that it is about and the object that this is in. */
    private static String told(String fault, List<String> lines) {
        var matcher = FAULT.matcher(fault);
        if (!matcher.find()) {
            return fault;
        }
        var until = lines.subList(0, Integer.parseInt(matcher.group(1)));
        var object = until.stream()
                .filter(line -> line.startsWith("export const "))
                .toList()
                .getLast();
        return String.join(
                ": ",
                object.replaceAll(".*import\\(.*\\)\\.I?(.*) =", "$1"),
                until.getLast().strip(),
                matcher.group(2));
    }
}
