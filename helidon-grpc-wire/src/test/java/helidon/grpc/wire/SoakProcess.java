package helidon.grpc.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The JVM of the {@link SoakClients}, and what is told of it while it runs. */
record SoakProcess(int port, Supplier<String> server) {

    private static final Duration TO_LEAVE = Duration.ofSeconds(60);
    private static final int LINES_TO_A_REPORT = 10;

    /** What the clients complain of. */
    List<String> run(Duration duration) throws IOException, InterruptedException {
        var complaints = new ArrayList<String>();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        SoakClients.class.getName(),
                        String.valueOf(port),
                        duration.toString())
                .redirectErrorStream(true)
                .start();
        // Not by onExit: it takes threads of the common pool, which would seem to be the server's.
        Thread.startVirtualThread(() -> endAfter(duration.plus(TO_LEAVE), process));
        try (var said = process.inputReader()) {
            var lines = 0;
            for (var line : (Iterable<String>) said.lines()::iterator) {
                if (!line.startsWith(SoakTally.PREFIX)) {
                    complaints.add(line);
                } else if (lines++ % LINES_TO_A_REPORT == 0) {
                    say(line.substring(SoakTally.PREFIX.length()) + "; " + server.get());
                }
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            complaints.add("the clients ended with " + process.exitValue());
        }
        return complaints;
    }

    private static void endAfter(Duration limit, Process process) {
        try {
            if (!process.waitFor(limit)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void say(String line) {
        System.err.println("soak: " + line);
    }
}
