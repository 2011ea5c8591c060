package users.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that is run to its end, from the root of the project.
 *
 * @param environment what it is told beside what this JVM was
 */
record Command(Map<String, String> environment, List<String> words) {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    static Command of(Map<String, String> environment, String... words) {
        return new Command(environment, List.of(words));
    }

    /** How it ended, and all that it printed. */
    record Ended(int exitCode, String output, String errors) {}

    /** What it prints, without the last line's end; it must succeed. */
    String output() {
        var ended = run();
        assertThat(ended.exitCode()).as("%s%n%s", words, ended).isZero();
        return ended.output().strip();
    }

    Ended run() {
        try {
            var errors = Files.createTempFile("command", ".err");
            var process = builder().redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            var ended = new Ended(process.waitFor(), output, Files.readString(errors));
            Files.delete(errors);
            return ended;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("It cannot be run: " + words, e);
        }
    }

    ProcessBuilder builder() {
        var builder = new ProcessBuilder(words).directory(ROOT.toFile());
        // Whoever runs the tests may have set them for a stack of their own.
        builder.environment().keySet().removeAll(ComposeFile.VARIABLES);
        builder.environment().putAll(environment);
        return builder;
    }
}
