import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ContainerBench <rounds>}: starts the image of {@code make docker} beside a running database, as a cluster does:
 * nothing that it can write to, no capability, 256 MB.
 */
public final class ContainerBench {

    private static final String IMAGE = "users-service";
    private static final String NAME = "users-bench";
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final double PATIENCE_SECONDS = 60;

    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private ContainerBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ROOT_LOGGER.setLevel(Level.WARNING);
        int rounds = Integer.parseInt(arguments[0]);
        var ready = Series.below(1, "container, start to ready", "%.2f s");
        var held = Series.below(150, "  held of its 256 MB when idle", "%.0f MB");
        try (var stage = Stage.open()) {
            // The first one fills the page cache.
            for (int round = 0; round <= rounds; round++) {
                int adminPort = freePort();
                start(stage, adminPort);
                try {
                    double seconds = secondsToReady(adminPort);
                    Thread.sleep(IDLE);
                    if (round > 0) {
                        ready.add(seconds);
                        held.add(megabytes());
                    }
                } finally {
                    docker("rm", "--force", NAME);
                }
            }
        }
        System.out.printf("%-32s %9s   %-19s %-9s%n", rounds + " rounds", "median", "min – max", "target");
        List.of(ready, held).forEach(System.out::println);
    }

    private static void start(Stage stage, int adminPort) throws IOException, InterruptedException {
        var database = stage.database();
        docker(
                ("run --detach --name %s --network host --read-only --cap-drop ALL --memory 256m --memory-swap 256m"
                                + " --env DB_HOST=%s --env DB_PORT=%d --env DB_NAME=%s --env DB_USERNAME=%s"
                                + " --env BIND_ADDRESS=127.0.0.1 --env GRPC_PORT=%d --env ADMIN_PORT=%d %s")
                        .formatted(
                                NAME,
                                database.host(),
                                database.port(),
                                database.name(),
                                database.username(),
                                freePort(),
                                adminPort,
                                IMAGE)
                        .split(" "));
    }

    /** Since the engine started its process. */
    private static double secondsToReady(int adminPort) throws IOException, InterruptedException {
        var started = Instant.parse(docker("inspect", "--format", "{{.State.StartedAt}}", NAME));
        while (!isReady(adminPort)) {
            if (seconds(started) > PATIENCE_SECONDS) {
                throw new IllegalStateException("It is not ready:\n" + docker("logs", NAME));
            }
            LockSupport.parkNanos(5_000_000);
        }
        return seconds(started);
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toNanos() / 1e9;
    }

    private static boolean isReady(int adminPort) {
        try {
            var question = URI.create("http://127.0.0.1:%d/observe/health/ready".formatted(adminPort)).toURL();
            return ((HttpURLConnection) question.openConnection()).getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double megabytes() throws IOException, InterruptedException {
        var held = docker("stats", "--no-stream", "--format", "{{.MemUsage}}", NAME);
        return Double.parseDouble(held.replaceAll("MiB.*", "")) * 1.048576;
    }

    private static String docker(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
        return output;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
