import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code Bench <rounds>}: measures both images, started by their launchers, against their targets. Everything is measured
 * once a round, so that what else the machine does falls on all alike. A figure says something beside the others of its
 * run, and nothing beside those of another machine or day.
 */
public final class Bench {

    /** They fill the page cache and warm the server up that userctl calls. */
    private static final int UNCOUNTED_ROUNDS = 2;
    /** Until then a server that has answered fills its connection pool. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // What the database says of itself would stand between the rounds.
        ROOT_LOGGER.setLevel(Level.WARNING);
        int rounds = Integer.parseInt(arguments[0]);
        var java = List.of(System.getProperty("java.home") + "/bin/java", "-version");
        var bare = new Series("java -version, the bare JDK", "%.2f s");
        var get = new Series("userctl get, one-shot", "%.2f s");
        var ratio = Series.below(5, "  its multiple of java -version", "%.1f ×");
        var prompt = Series.below(0.8, "userctl, first prompt", "%.2f s");
        var answer = Series.below(0.6, "server, first answered call", "%.2f s");
        var resident = Series.below(150, "server, resident when idle", "%.0f MB");

        try (var stage = Stage.open();
                var running = new Server(stage)) {
            running.secondsToAnswer();
            var userctl = new Userctl(stage.folder(), running.port());
            for (int round = 1 - UNCOUNTED_ROUNDS; round <= rounds; round++) {
                System.err.printf("round %d of %d%n", Math.max(round, 0), rounds);
                double bareSeconds = seconds(new ProcessBuilder(java));
                double getSeconds = seconds(userctl.get(Stage.USER));
                double promptSeconds = userctl.secondsToPrompt();
                try (var fresh = new Server(stage)) {
                    double answerSeconds = fresh.secondsToAnswer();
                    Thread.sleep(IDLE);
                    if (round > 0) {
                        bare.add(bareSeconds);
                        get.add(getSeconds);
                        ratio.add(getSeconds / bareSeconds);
                        prompt.add(promptSeconds);
                        answer.add(answerSeconds);
                        resident.add(fresh.residentMegabytes());
                    }
                }
            }
        }
        System.out.printf("%n%-32s %9s   %-19s %-9s%n", rounds + " rounds", "median", "min – max", "target");
        List.of(bare, get, ratio, prompt, answer, resident).forEach(System.out::println);
    }

    /** From start to end. */
    private static double seconds(ProcessBuilder command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var process = command.redirectOutput(Redirect.DISCARD).redirectErrorStream(true).start();
        int exitCode = process.waitFor();
        double seconds = secondsSince(start);
        if (exitCode != 0) {
            throw new IllegalStateException("%s ended with exit code %d".formatted(command.command(), exitCode));
        }
        return seconds;
    }

    static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
