package users.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A chart of this folder, and the Helm that renders it. */
enum Chart {
    USERS("users"),
    USERS_POSTGRES("users-postgres");

    /** Helm as a library leaves out what is a hook and takes every cluster for an old one: it renders a copy without both. */
    private static final String HOOK = "helm.sh/hook";

    private static final String NO_HOOK = "helm.sh/no-hook";

    private static final String KUBERNETES = "(?m)^kubeVersion: .*";

    private final String chart;

    Chart(String chart) {
        this.chart = chart;
    }

    static Chart named(String name) {
        return List.of(values()).stream()
                .filter(chart -> chart.chart.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no chart " + name));
    }

    Path folder() {
        return Path.of(chart);
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    /** A file beside the defaults, such as {@code values-production.yaml}. */
    Rendered with(String file, Map<String, ?> values) {
        return rendered(List.of(file(file)), values);
    }

    Rendered with(Map<String, ?> values) {
        return rendered(List.of(), values);
    }

    /**
     * As {@code helm template} does, as the release of the chart's name in the namespace {@code users}.
     *
     * @throws IllegalStateException if a value is refused, with what Helm says
     */
    Rendered rendered(List<Path> files, Map<String, ?> values) {
        return rendered(chart, files, values);
    }

    /** As a release of another name. */
    Rendered rendered(String release, List<Path> files, Map<String, ?> values) {
        var command = new Helm(copy("template")).template().withName(release).withNamespace("users");
        files.forEach(command::withValuesFile);
        values.forEach(command::set);
        return Rendered.of(command.call().replace(NO_HOOK, HOOK));
    }

    /** What whoever installs it reads at the end. */
    String notes(Map<String, ?> values) {
        return notes(chart, values);
    }

    String notes(String release, Map<String, ?> values) {
        var command = new Helm(copy("notes"))
                .install()
                .withName(release)
                .withNamespace("users")
                .clientOnly()
                .dryRun();
        values.forEach(command::set);
        return command.call().getOutput();
    }

    /** Strict lint, with a file over the defaults. */
    LintResult lint(List<Path> files) {
        var copy = copy("lint");
        var values = copy.resolve("values.yaml");
        files.forEach(file -> Yaml.write(values, Yaml.merged(Yaml.read(values), Yaml.read(file))));
        return new Helm(copy).lint().strict().call();
    }

    private Path copy(String purpose) {
        var copy = Path.of("target", purpose, chart);
        try (var files = Files.walk(folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(folder().relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target, Files.readString(file).replace(HOOK, NO_HOOK).replaceFirst(KUBERNETES, ""));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
