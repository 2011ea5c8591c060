import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was measured, in Markdown.
 *
 * @param memory by thing and kind; absent where a server did not hold a thousand of them
 * @param notes what is to be known beside it
 */
record Report(
        int rounds,
        int seconds,
        Results results,
        Map<Memory.Thing, Map<Kind, Optional<Memory>>> memory,
        List<String> notes) {

    private static final Path PAGE = Path.of("docs/benchmarks.md");
    private static final Path PLOT = Path.of("docs/benchmarks.svg");
    private static final String BEGIN = "<!-- what make bench-wire has written -->\n";
    private static final String END = "<!-- the end of it -->\n";

    /** Replaces what is between the two comments of the page, and the plot. */
    void publish() throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        var plot = "![Calls answered a second, by network, call, load and server](%s)".formatted(PLOT.getFileName());
        var written = "\n%s\n%s\n\n".formatted(text(), plot);
        Files.writeString(PAGE, page.substring(0, begin) + written + page.substring(end));
        Files.writeString(PLOT, new Plot(results).svg());
    }

    String text() throws IOException {
        var text = new StringBuilder(origin()).append(targets());
        for (var network :
                results.cases().stream().map(Results.Case::network).distinct().toList()) {
            text.append("\nOver ").append(network).append(":\n\n").append(loads(network));
        }
        if (!memory.isEmpty()) {
            text.append("\nMemory:\n\n").append(memories());
        }
        notes.forEach(note -> text.append('\n').append(note).append('\n'));
        return text.toString();
    }

    private String origin() throws IOException {
        var processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceAll(".*: ", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return """
                %s, commit %s: %d rounds of %d s a run on %d cores (%s) with Linux %s, JDK %s, Helidon %s, grpc-java %s, %s.
                """.formatted(
                        LocalDate.now(),
                        output("git", "describe", "--always", "--dirty", "--exclude=*"),
                        rounds,
                        seconds,
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        System.getProperty("os.version"),
                        Runtime.version(),
                        version("helidon"),
                        version("grpc"),
                        output("h2load", "--version"));
    }

    private String loads(Network network) {
        var table = new Table(
                "call",
                "load",
                "server",
                "calls/s",
                "min – max",
                "× " + Kind.STOCK,
                "× " + Kind.NETTY,
                "mean ms",
                "sd ms",
                "max ms");
        for (var compared : results.cases()) {
            if (compared.network().equals(network)) {
                for (var kind : results.kinds()) {
                    var rate = results.spread(compared, kind, Load.Run::rate);
                    table.row(
                            compared.call().toString(),
                            compared.load().toString(),
                            kind.toString(),
                            number("%,.0f", rate.median()),
                            number("%,.0f – %,.0f", rate.least(), rate.most()),
                            ratio(compared, kind, Kind.STOCK),
                            ratio(compared, kind, Kind.NETTY),
                            number(
                                    "%.2f",
                                    results.spread(compared, kind, Load.Run::mean)
                                            .median()),
                            number(
                                    "%.2f",
                                    results.spread(compared, kind, Load.Run::deviation)
                                            .median()),
                            number(
                                    "%.0f",
                                    results.spread(compared, kind, Load.Run::slowest)
                                            .most()));
                }
            }
        }
        return table.text(3);
    }

    private String ratio(Results.Case compared, Kind kind, Kind other) {
        return results.kinds().contains(other)
                ? number("%.2f", results.ratio(compared, kind, other).median())
                : "";
    }

    private String targets() {
        var table = new Table("network", "call", "load", "times", "target", "", "median", "min – max");
        for (var compared : results.cases()) {
            compared.call().targets().forEach((other, target) -> {
                if (results.kinds().containsAll(List.of(Kind.WIRE, other))) {
                    var ratio = results.ratio(compared, Kind.WIRE, other);
                    table.row(
                            compared.network().toString(),
                            compared.call().toString(),
                            compared.load().toString(),
                            other.toString(),
                            number("≥ %.1f", target),
                            ratio.median() >= target ? "met" : "NOT MET",
                            number("%.2f", ratio.median()),
                            number("%.2f – %.2f", ratio.least(), ratio.most()));
                }
            });
        }
        return table.rows().isEmpty() ? "" : "\nThe wire:\n\n" + table.text(6);
    }

    private String memories() {
        var table = new Table("for each", "server", "heap, kB", "resident, kB");
        memory.forEach((thing, kinds) -> kinds.forEach((kind, each) -> table.row(
                thing.toString(),
                kind.toString(),
                each.map(bytes -> number("%.1f", bytes.heap() / 1000)).orElse("not held"),
                each.map(bytes -> number("%.1f", bytes.resident() / 1000)).orElse("not held"))));
        return table.text(2);
    }

    private static String number(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    private static String version(String library) throws IOException {
        return Pattern.compile("<%s.version>(.*)</".formatted(library))
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(version -> version.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String output(String... command) throws IOException {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes()).strip();
    }
}
