package helidon.grpc.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.LogManager;

/**
 * Prints what each kind of server makes of every case, as a table in Markdown. A case that fails is a row like another
 * one, and its reason goes to stderr. With arguments it is a child of its own that runs the cases of one group on one
 * kind, from a number on, until one fails: what hangs takes the JVM's virtual threads with it.
 */
final class ConformanceTable {

    private static final List<Kind> COMPARED = List.of(Kind.WIRE, Kind.NETTY, Kind.STOCK);
    /** Helidon's hangs often, and the others are only slow when much else runs. */
    private static final long PATIENCE_WITH_STOCK_SECONDS = 20;

    private static final long PATIENCE_SECONDS = 60;
    /** Most of the time is waiting for what does not come. */
    private static final int AT_A_TIME = 4;

    private static final String PASSED = "✓";
    private static final String FAILED = "✗";

    private ConformanceTable() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        if (arguments.length > 0) {
            child(Kind.valueOf(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
        }
        var runners = Executors.newFixedThreadPool(AT_A_TIME);
        var groups = new LinkedHashMap<String, Map<Kind, Future<List<String>>>>();
        Conformance.groups().forEach((group, cases) -> {
            var outcomes = new LinkedHashMap<Kind, Future<List<String>>>();
            COMPARED.forEach(kind -> outcomes.put(kind, runners.submit(() -> outcomes(kind, group, cases.size()))));
            groups.put(group, outcomes);
        });
        runners.shutdown();
        var names = COMPARED.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT));
        IO.println("| case | " + String.join(" | ", names.toList()) + " |");
        IO.println("|---|" + ":-:|".repeat(COMPARED.size()));
        var passed = new LinkedHashMap<Kind, Integer>();
        for (var group : groups.entrySet()) {
            IO.println("| **" + group.getKey() + "** |" + " |".repeat(COMPARED.size()));
            var cases = Conformance.groups().getOrDefault(group.getKey(), List.of());
            for (int row = 0; row < cases.size(); row++) {
                var cells = new StringBuilder("| " + cases.get(row).name() + " |");
                for (var column : group.getValue().entrySet()) {
                    var outcome = column.getValue().get().get(row);
                    passed.merge(column.getKey(), outcome.equals(PASSED) ? 1 : 0, Integer::sum);
                    cells.append(' ').append(outcome).append(" |");
                }
                IO.println(cells);
            }
        }
        var totals = new StringBuilder("| **all " + Conformance.cases().size() + "** |");
        passed.values().forEach(count -> totals.append(' ').append(count).append(" |"));
        IO.println(totals);
    }

    private static List<String> outcomes(Kind kind, String group, int cases) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var outcomes = new ArrayList<String>();
        while (outcomes.size() < cases) {
            var command = List.of(
                    java,
                    "-Dstdout.encoding=UTF-8",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ConformanceTable.class.getName(),
                    kind.name(),
                    group,
                    Integer.toString(outcomes.size()));
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int before = outcomes.size();
            try (var out = process.inputReader()) {
                out.lines().filter(List.of(PASSED, FAILED)::contains).forEach(outcomes::add);
            }
            if (outcomes.size() == before) {
                // The JVM itself was lost.
                outcomes.add(FAILED);
            }
        }
        return outcomes;
    }

    private static void child(Kind kind, String group, int first) {
        // Handlers that throw, which is what many are there for, fill the log.
        LogManager.getLogManager().reset();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
        var cases = Conformance.groups().getOrDefault(group, List.of());
        boolean failed = false;
        for (int i = first; i < cases.size() && !failed; i++) {
            var failure = failure(cases.get(i), kind);
            IO.println(failure.isPresent() ? FAILED : PASSED);
            var name = cases.get(i).name();
            failure.ifPresent(why -> System.err.printf("%s: %s: %s%n", kind, name, why));
            failed = failure.isPresent();
        }
        // Threads of servers that hang would keep the process.
        Runtime.getRuntime().halt(0);
    }

    /** In a few words, why the server of this kind does not do what the case asks of ours. */
    private static Optional<String> failure(Case test, Kind kind) {
        var body = new FutureTask<>(() -> {
            try (var fixture = new Fixture(kind, test.limits())) {
                test.check().run(fixture);
            }
            return true;
        });
        Thread.ofPlatform().daemon().start(body);
        try {
            body.get(kind == Kind.STOCK ? PATIENCE_WITH_STOCK_SECONDS : PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(words(String.valueOf(e.getCause())));
        } catch (TimeoutException e) {
            return Optional.of("hung");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static String words(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.substring(0, Math.min(300, line.length()));
    }
}
