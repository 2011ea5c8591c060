package users.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that is killed and started again, always by the same command. */
final class Child implements AutoCloseable {

    private final List<String> command;
    private final Path log;
    private Process process;

    /** Starts it; all that it says is added to the log. */
    Child(List<String> command, Path log) {
        this.command = List.copyOf(command);
        this.log = log;
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    /** A program of target/kafka. */
    static Child java(Path log, String heap, String main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target/kafka").toAbsolutePath() + "/*",
                main));
        command.addAll(List.of(arguments));
        return new Child(command, log);
    }

    /** SIGKILL: it cannot even say goodbye. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void startAgain() {
        process = launch();
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        kill();
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("It does not end: " + command);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
