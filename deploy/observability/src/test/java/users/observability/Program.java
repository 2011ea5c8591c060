package users.observability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program of Debian's package prometheus. */
enum Program {
    PROMETHEUS,
    PROMTOOL;

    /** How one ended, and all that it printed. */
    record Ended(int exitCode, String output) {}

    /** Runs it to its end, in the folder of the rules. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        var process = start(new ProcessBuilder(), arguments);
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** Starts it, errors among its output. */
    Process start(ProcessBuilder builder, String... arguments) throws IOException {
        var name = name().toLowerCase(java.util.Locale.ROOT);
        builder.command().add(name);
        builder.command().addAll(List.of(arguments));
        try {
            return builder.directory(Path.of("").toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "%s was not found: install Prometheus 2.42 or newer (Debian: apt-get install --no-install-recommends prometheus)."
                            .formatted(name),
                    e);
        }
    }
}
