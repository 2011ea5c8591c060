package users.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** {@code make events}, read as it prints. */
record EventsProcess(Process process, Thread reader, List<String> lines) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static EventsProcess start(TestStack stack) throws IOException {
        var process =
                stack.command("make events").builder().redirectErrorStream(true).start();
        var lines = new CopyOnWriteArrayList<String>();
        var reader = Thread.startVirtualThread(() -> {
            try (var printed = process.inputReader(UTF_8)) {
                printed.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("(it ends here)");
            }
        });
        return new EventsProcess(process, reader, lines);
    }

    /** Returns once a line has what this expression finds. */
    void await(String expression) {
        var pattern = Pattern.compile(expression);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines.stream().noneMatch(pattern.asPredicate())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("No line has %s: %s".formatted(expression, lines));
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    List<String> happeningsOf(String id) {
        return lines.stream()
                .filter(line -> line.contains("  " + id + "  "))
                .map(line -> line.substring(line.indexOf(id) + id.length() + 2))
                .toList();
    }

    /** As Ctrl-C does, which all of its processes are told. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.onExit().join();
    }
}
