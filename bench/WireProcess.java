import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** A {@link WireServer}, just started, with the options of the server's image. */
final class WireProcess implements AutoCloseable {

    private static final Pattern IMAGE_OPTIONS = Pattern.compile("<image.options>(.*)</image.options>");

    private final Kind kind;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final int port;

    WireProcess(Kind kind, Stage stage) throws IOException {
        this.kind = kind;
        log = stage.folder().resolve("%s-%d.log".formatted(kind, System.nanoTime()));
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                classes(stage) + ":" + System.getProperty("java.class.path"),
                "WireServer",
                kind.name(),
                stage.database().host(),
                Integer.toString(stage.database().port()),
                stage.database().name(),
                stage.database().username()));
        process = new ProcessBuilder(command)
                .redirectError(Redirect.to(log.toFile()))
                .start();
        answers = process.inputReader();
        port = Integer.parseInt(answer());
    }

    /** The options that the server's image has baked in. */
    static List<String> options() throws IOException {
        var project = Files.readString(Path.of("users-server/pom.xml"));
        return IMAGE_OPTIONS
                .matcher(project)
                .results()
                .map(options -> List.of(options.group(1).split(" ")))
                .findFirst()
                .orElseThrow();
    }

    int port() {
        return port;
    }

    /** Now, once nothing but what is needed is left. */
    Memory memory() throws IOException {
        process.outputWriter().append("heap?\n").flush();
        long heap = Long.parseLong(answer());
        var resident = Files.readAllLines(Path.of("/proc/%d/smaps_rollup".formatted(process.pid()))).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
        return new Memory(heap, resident);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private String answer() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("The server %s has ended:%n%s".formatted(kind, Files.readString(log)));
        }
        return line;
    }

    /** Compiled once: a server that compiled itself, as this program does, would keep the compiler's memory. */
    private static Path classes(Stage stage) {
        var classes = stage.folder().resolve("classes");
        if (!Files.exists(classes)) {
            int exitCode = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(
                            System.out,
                            System.err,
                            "-d",
                            classes.toString(),
                            "-classpath",
                            System.getProperty("java.class.path"),
                            "-sourcepath",
                            "bench",
                            "-proc:none",
                            "bench/WireServer.java");
            if (exitCode != 0) {
                throw new IllegalStateException("WireServer.java does not compile");
            }
        }
        return classes;
    }
}
