import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What h2load does to a server.
 *
 * @param clients connections
 * @param streams calls at a time on each
 */
record Load(int clients, int streams) {

    private static final Pattern RATE = Pattern.compile("finished in .*, ([\\d.]+) req/s");
    private static final Pattern REQUESTS =
            Pattern.compile("requests: .* \\d+ done, (\\d+) succeeded, 0 failed, 0 errored, 0 timeout");
    private static final Pattern STATUSES = Pattern.compile("status codes: (\\d+) 2xx, 0 3xx, 0 4xx, 0 5xx");
    private static final Pattern DATA = Pattern.compile("traffic: .* \\((\\d+)\\) data");
    private static final Pattern TIMES = Pattern.compile("time for request: +\\S+ +(\\S+) +(\\S+) +(\\S+)");

    /**
     * One run.
     *
     * @param rate calls answered a second
     * @param mean milliseconds until the answer
     * @param deviation the standard deviation of those
     * @param slowest milliseconds until the slowest answer
     */
    record Run(double rate, double mean, double deviation, double slowest) {}

    /**
     * Loads a server.
     *
     * @param answerBytes DATA of one answer. A call that failed has none, and h2load does not look at its grpc-status
     */
    Run run(Network network, int port, Call call, int answerBytes, int seconds, Path folder)
            throws IOException, InterruptedException {
        var body = folder.resolve(call + ".body");
        Files.write(body, call.body());
        var command = new ArrayList<>(network.command());
        command.addAll(List.of("h2load", "--duration", Integer.toString(seconds)));
        command.addAll(List.of("--clients", Integer.toString(clients)));
        command.addAll(List.of("--max-concurrent-streams", Integer.toString(streams)));
        command.addAll(List.of("--data", body.toString()));
        command.addAll(List.of("--header", "content-type: application/grpc", "--header", "te: trailers"));
        command.add("http://%s:%d/%s".formatted(network.address(), port, call.path()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        check(output, answerBytes);
        var times = find(TIMES, output);
        return new Run(
                Double.parseDouble(find(RATE, output).group(1)),
                milliseconds(times.group(2)),
                milliseconds(times.group(3)),
                milliseconds(times.group(1)));
    }

    @Override
    public String toString() {
        return clients + "×" + streams;
    }

    private void check(String output, int answerBytes) {
        long answers = Long.parseLong(find(REQUESTS, output).group(1));
        long data = Long.parseLong(find(DATA, output).group(1));
        // At its end each stream may be in the midst of an answer.
        long tolerance = (long) clients * streams;
        find(STATUSES, output);
        if (Math.abs(data - answers * answerBytes) > tolerance * answerBytes) {
            throw new IllegalStateException(
                    "Not all of these answers are whole, of %d bytes each:%n%s".formatted(answerBytes, output));
        }
    }

    private static MatchResult find(Pattern pattern, String output) {
        return pattern.matcher(output)
                .results()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("h2load has failed:\n" + output));
    }

    /** h2load writes 950us, 1.20ms or 2.05s. */
    private static double milliseconds(String time) {
        double number = Double.parseDouble(time.replaceAll("[a-z]", ""));
        return switch (time.replaceAll("[^a-z]", "")) {
            case "us" -> number / 1000;
            case "ms" -> number;
            case "s" -> number * 1000;
            default -> throw new IllegalStateException("Not a time: " + time);
        };
    }
}
