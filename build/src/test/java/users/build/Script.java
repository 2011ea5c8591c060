package users.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A script of the project that is run to its end. */
final class Script {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Script() {}

    /** How it ended, and all that it printed, errors too. */
    record Ended(int exitCode, String output) {}

    static Ended run(Path folder, String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(words))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output.strip());
    }
}
