package users.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A terminal with userctl in it, typed at and looked at as a person would. */
public final class Tmux implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PANE = "userctl";

    private final String socket;
    private final Path folder;
    private boolean running = true;

    private Tmux(String socket, Path folder) {
        this.socket = socket;
        this.folder = folder;
    }

    /** Starts userctl in a terminal of so many columns; its home is {@code folder}. */
    static Tmux start(Path folder, int columns, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(java(folder));
        command.addAll(List.of(arguments));
        return start(folder, columns, environment, command);
    }

    /** The same with another command that starts userctl. */
    public static Tmux start(Path folder, int columns, Map<String, String> environment, List<String> command) {
        var tmux = new Tmux("userctl-" + ProcessHandle.current().pid() + "-" + System.nanoTime(), folder);
        var words = new ArrayList<String>(
                List.of("env", "-u", "NO_COLOR", "-u", "XDG_STATE_HOME", "HOME=" + folder, "LANG=C.UTF-8"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command);
        // The pane stays when userctl has left, so that its last words can be read.
        var line = String.join(" ", words.stream().map(word -> "'" + word + "'").toList())
                + "; echo \"left with $?\"; exec cat";
        tmux.run("-f", "/dev/null", "-u", "new-session", "-d", "-s", PANE, "-x", "" + columns, "-y", "40", line);
        return tmux;
    }

    private static List<String> java(Path folder) {
        try {
            var arguments = new ArrayList<String>();
            // The lines that these processes reach count as covered, too.
            Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0]))
                    .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                    .map(argument ->
                            argument.replace("=target/", "=" + Path.of("target").toAbsolutePath() + "/"))
                    .forEach(arguments::add);
            arguments.addAll(
                    List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), "users.shell.Main"));
            var file = Files.write(
                    Files.createTempFile(folder, "java", ".arguments"),
                    arguments.stream().map(argument -> '"' + argument + '"').toList());
            return List.of(System.getProperty("java.home") + "/bin/java", "@" + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types keys, named as tmux does: {@code Enter}, {@code Tab}, {@code C-c}. */
    public Tmux keys(String... keys) {
        run(Stream.concat(Stream.of("send-keys", "-t", PANE), Stream.of(keys)).toArray(String[]::new));
        return this;
    }

    /** Sends userctl SIGTERM. */
    Tmux terminate() {
        var pane =
                Long.parseLong(run("display", "-p", "-t", PANE, "#{pane_pid}").strip());
        ProcessHandle.of(pane).stream().flatMap(ProcessHandle::children).forEach(ProcessHandle::destroy);
        return this;
    }

    /** Types text and Enter. */
    public Tmux type(String text) {
        run("send-keys", "-t", PANE, "-l", text);
        return keys("Enter");
    }

    /** Types text without Enter. */
    public Tmux begin(String text) {
        run("send-keys", "-t", PANE, "-l", text);
        return this;
    }

    /** Pastes text as a terminal does that marks pastes. */
    Tmux paste(String text) {
        return paste(text, "-p");
    }

    /** Pastes text as a terminal does that doesn't: as if it was typed, very fast. */
    Tmux pasteRaw(String text) {
        return paste(text, "-d");
    }

    private Tmux paste(String text, String option) {
        try {
            var file = Files.writeString(Files.createTempFile(folder, "paste", ".txt"), text);
            run("load-buffer", file.toString());
            run("paste-buffer", option, "-t", PANE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the terminal shows, the blanks at the ends of lines dropped. */
    public String screen() {
        return run("capture-pane", "-p", "-t", PANE).stripTrailing();
    }

    /** What was shown until now, with what has scrolled away. */
    public String scrollback() {
        return run("capture-pane", "-p", "-S", "-", "-t", PANE).stripTrailing();
    }

    /** The columns, by the terminal's own count, in which the last so many occurrences of a text start. */
    List<Integer> columnsOf(String text, int occurrences) {
        run("copy-mode", "-t", PANE);
        var columns = IntStream.range(0, occurrences)
                .mapToObj(any -> {
                    run("send-keys", "-t", PANE, "-X", "search-backward", text);
                    return run("display", "-p", "-t", PANE, "#{copy_cursor_x}").strip();
                })
                .map(Integer::valueOf)
                .toList();
        run("send-keys", "-t", PANE, "-X", "cancel");
        return columns;
    }

    /** Waits until the terminal shows a text. */
    public Tmux await(String text) {
        return await("\"" + text + "\"", screen -> screen.contains(text));
    }

    public Tmux await(String what, Predicate<String> shown) {
        var end = Instant.now().plus(PATIENCE);
        while (!shown.test(screen())) {
            if (Instant.now().isAfter(end)) {
                var error = new AssertionError("waited in vain for " + what + " on this screen:\n" + screen());
                close();
                throw error;
            }
            pause();
        }
        return this;
    }

    private static void pause() {
        try {
            Thread.sleep(40);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String run(String... arguments) {
        var command = Stream.concat(Stream.of("tmux", "-L", socket), Stream.of(arguments))
                .toList();
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError("these tests need tmux: apt-get install tmux", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (running) {
            running = false;
            run("kill-server");
        }
    }
}
