package users.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder with scripts in the place of tools, which note there what they are asked for; and a script that is run on them. */
record StandIns(Path work) {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** How a script ended, and all that it printed. */
    record Ended(int exitCode, String output) {}

    static StandIns of(Path work, String... tools) throws IOException {
        var bin = Files.createDirectory(work.resolve("bin"));
        for (var tool : tools) {
            Files.copy(Path.of("src/test/stand-ins/tool"), bin.resolve(tool), COPY_ATTRIBUTES);
        }
        return new StandIns(work);
    }

    /** Before the tools of this machine. */
    Ended run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        var all = new HashMap<>(environment);
        all.put("PATH", work.resolve("bin") + ":" + System.getenv("PATH"));
        all.put("STAND_INS", work.toString());
        return runOn(script, all);
    }

    static Ended runOn(String script, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(ROOT.resolve(script).toString()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("IMAGE", "KIND_CLUSTER_NAME"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(work.resolve("calls"));
    }
}
