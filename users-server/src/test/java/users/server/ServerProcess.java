package users.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import users.api.grpc.UsersClient;

/** The server in a process of its own, as people start it. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready: gRPC on [^ ]+?:(\\d+), .*");

    private final Process process;
    private final Thread reader;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private Optional<ManagedChannel> channel = Optional.empty();

    private ServerProcess(Process process) {
        this.process = process;
        reader = Thread.startVirtualThread(() -> {
            try (var lines = process.inputReader(UTF_8)) {
                lines.lines().forEach(output::add);
            } catch (IOException | UncheckedIOException e) {
                output.add("(the output ends here)");
            }
        });
    }

    static ServerProcess start(Map<String, String> environment, String... options) {
        return start(entry -> true, environment, options);
    }

    /** With the part of this class path that {@code entries} lets through. */
    static ServerProcess start(Predicate<String> entries, Map<String, String> environment, String... options) {
        return start(entries, environment, List.of(options), List.of());
    }

    static ServerProcess startWithArguments(Map<String, String> environment, String... arguments) {
        return start(entry -> true, environment, List.of(), List.of(arguments));
    }

    private static ServerProcess start(
            Predicate<String> entries, Map<String, String> environment, List<String> options, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The coverage of this JVM's tests is measured there too.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dusers.hashing.memory=16",
                "-Dusers.hashing.iterations=1",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                        .filter(entries)
                        .collect(Collectors.joining(java.io.File.pathSeparator)),
                Main.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerProcess awaitReady() {
        awaitLine("ready: gRPC on ");
        var ready = output.stream()
                .map(READY::matcher)
                .filter(java.util.regex.Matcher::find)
                .findFirst()
                .orElseThrow();
        channel = Optional.of(TestServer.channel(Integer.parseInt(ready.group(1))));
        return this;
    }

    ServerProcess awaitLine(String text) {
        Await.until(() -> output.stream().anyMatch(line -> line.contains(text)) || !process.isAlive());
        if (output.stream().noneMatch(line -> line.contains(text))) {
            throw new AssertionError("No line has %s: %s".formatted(text, output));
        }
        return this;
    }

    ManagedChannel channel() {
        return channel.orElseThrow();
    }

    UsersClient client() {
        return new UsersClient(channel(), Duration.ofSeconds(20));
    }

    /** SIGTERM. */
    void terminate() {
        // The process itself would close its output with it.
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
        exitCode();
    }

    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("It does not end: " + output);
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> output() {
        return output;
    }

    @Override
    public void close() {
        channel.ifPresent(ManagedChannel::shutdownNow);
        terminate();
        exitCode();
    }
}
