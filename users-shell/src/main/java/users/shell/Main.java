package users.shell;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program userctl. */
public final class Main {

    private static final long MOMENT_MILLIS = 1000;

    private Main() {}

    public static void main(String[] arguments) {
        // What gRPC and JLine log would stand between the lines; people get one sentence instead.
        Logger.getLogger("").setLevel(Level.OFF);
        var ended = new CompletableFuture<Integer>();
        var program = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> breakOff(program, ended)));
        var streams = StandardStreams.ofProcess();
        int exitCode =
                new Userctl(streams, System.getenv()).run(List.of(arguments)).value();
        streams.out().flush();
        ended.complete(exitCode);
        System.exit(exitCode);
    }

    /**
     * On Ctrl-C and other signals what runs is interrupted, and has a moment to say how far it came. The exit code is the
     * signal's, 130 for Ctrl-C.
     */
    private static void breakOff(Thread program, CompletableFuture<Integer> ended) {
        if (ended.isDone()) {
            return;
        }
        program.interrupt();
        try {
            ended.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The moment is over.
        }
    }
}
