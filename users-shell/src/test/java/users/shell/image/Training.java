package users.shell.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import users.api.tls.TestAuthority;
import users.linking.AotCache;
import users.shell.TestTls;

/**
 * {@code Training <image>}: makes the AOT cache of userctl's image by a session at a terminal, whose commands are those
 * of one-shots, too.
 */
final class Training {

    private static final String SESSION = """
            health
            list
            list --country GB --output json
            create --first-name Ann --last-name Lee --nickname ann --email ann@test.com --country GB --password ann-pw
            get ann@test.com
            get ann@test.com --output json
            update ann@test.com --nickname lee
            update ann@test.com --label team=a
            disable ann@test.com --output csv
            changes ann@test.com
            export
            delete ann@test.com --output json
            get ann@test.com
            lis\t
            nothing
            help
            exit
            """;

    /** With which JLine starts to read a line. */
    private static final String ASKS = "\033[?2004h";

    private static final Executor AFTER_PATIENCE = CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS);

    private Training() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var image = Path.of(arguments[0]);
        var cache = new AotCache(image);
        if (cache.exists()) {
            return;
        }
        var folder = Files.createDirectories(image.resolveSibling("training"));
        var authority = TestAuthority.named("Training");
        var token = Files.writeString(folder.resolve("token"), "a-token");
        try (var server = TestTls.server(authority.server("localhost"))) {
            server.add("Jack", "Hughes", "jack-hughes", "jack@test.com", "GB");
            var userctl = cache.training(List.of(
                            "-m",
                            "users.shell/users.shell.Main",
                            "--port",
                            Integer.toString(server.port()),
                            "--ca",
                            authority.write(folder.resolve("ca.crt")).toString(),
                            "--token-file",
                            token.toString()))
                    .command();
            var session = atTerminal(userctl).redirectErrorStream(true);
            session.environment()
                    .putAll(Map.of(
                            "TERM", "xterm",
                            "LC_ALL", "C.UTF-8",
                            "XDG_STATE_HOME", folder.toString()));
            var process = session.start();
            var guard = CompletableFuture.runAsync(process::destroyForcibly, AFTER_PATIENCE);
            type(process);
            int exitCode = process.waitFor();
            guard.cancel(true);
            if (exitCode != 0) {
                throw new IllegalStateException("The training session ended with exit code " + exitCode);
            }
        }
        cache.keep();
    }

    /** Types a line whenever one is asked for. */
    private static void type(Process process) throws IOException {
        var shown = new StringBuilder();
        try (var screen = process.inputReader();
                var keys = process.outputWriter()) {
            var lines = SESSION.lines().iterator();
            for (int character = screen.read(); character >= 0; character = screen.read()) {
                shown.append((char) character);
                if (lines.hasNext() && shown.toString().endsWith(ASKS)) {
                    keys.write(lines.next() + "\r");
                    keys.flush();
                }
            }
        }
    }

    /** On a pseudo-terminal of util-linux's script. */
    private static ProcessBuilder atTerminal(List<String> command) {
        return new ProcessBuilder("script", "-qec", String.join(" ", command), "/dev/null");
    }
}
