import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** {@code bin/userctl} on a server of this machine. */
record Userctl(Path folder, int port) {

    private static final Executor AFTER_PATIENCE = CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS);

    ProcessBuilder get(String user) {
        return new ProcessBuilder("bin/userctl", "--host", "127.0.0.1", "--port", Integer.toString(port), "get", user);
    }

    /** From its start, on a pseudo-terminal of util-linux's script, to the end of the first prompt's text. */
    double secondsToPrompt() throws IOException, InterruptedException {
        var userctl = "stty columns 80 rows 24 && exec bin/userctl --host 127.0.0.1 --port " + port;
        var session = new ProcessBuilder(List.of("script", "-qec", userctl, "/dev/null")).redirectErrorStream(true);
        session.environment().putAll(Map.of("TERM", "xterm", "NO_COLOR", "1", "XDG_STATE_HOME", folder.toString()));
        long start = System.nanoTime();
        var process = session.start();
        var guard = CompletableFuture.runAsync(process::destroyForcibly, AFTER_PATIENCE);
        var shown = new StringBuilder();
        try (var screen = process.inputReader();
                var keys = process.outputWriter()) {
            while (!shown.toString().endsWith("> ")) {
                int character = screen.read();
                if (character < 0) {
                    throw new IllegalStateException("userctl shows no prompt:\n" + shown);
                }
                shown.append((char) character);
            }
            double seconds = Bench.secondsSince(start);
            keys.append("exit\r").flush();
            screen.transferTo(Writer.nullWriter());
            process.waitFor();
            guard.cancel(true);
            return seconds;
        }
    }
}
