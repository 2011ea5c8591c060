import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * {@code WireBench <rounds> <seconds> [kind...]}: measures Helidon's gRPC with and without the wire beside grpc-java on
 * Netty. All servers run all the time and one of them is under load; in each round all take their turn in everything
 * that is compared, so that what else the machine does falls on all alike.
 */
public final class WireBench {

    /** In them the servers' code is compiled. */
    private static final int UNCOUNTED_ROUNDS = 2;
    /** Fewer say too little to be published. */
    private static final int ROUNDS_WORTH_PUBLISHING = 5;

    private static final List<Load> LOADS = List.of(new Load(8, 4), new Load(50, 10));
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private final int rounds;
    private final int seconds;
    private final List<Kind> kinds;
    private final Stage stage;
    private final List<Network> networks = new ArrayList<>(List.of(Network.LOOPBACK));
    private final List<String> notes = new ArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean ending;

    private WireBench(int rounds, int seconds, List<Kind> kinds) throws IOException {
        this.rounds = rounds;
        this.seconds = seconds;
        this.kinds = kinds;
        stage = Stage.open();
        open.push(stage);
        // Ctrl-C, too, leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // What the database says of itself would stand between the rounds.
        ROOT_LOGGER.setLevel(Level.WARNING);
        var kinds = Arrays.stream(arguments).skip(2).map(WireBench::kind).toList();
        var bench = new WireBench(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                kinds.isEmpty() ? List.of(Kind.values()) : kinds);
        try {
            bench.run();
        } catch (IOException | RuntimeException failure) {
            if (!bench.ending) {
                throw failure;
            }
        }
    }

    private static Kind kind(String label) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.toString().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("%s is none of %s".formatted(label, List.of(Kind.values()))));
    }

    private void run() throws IOException, InterruptedException {
        openVeth();
        var results = loads();
        var report = new Report(rounds, seconds, results, memory(), notes);
        System.out.println("\n" + report.text());
        if (rounds >= ROUNDS_WORTH_PUBLISHING && kinds.size() == Kind.values().length) {
            report.publish();
        } else {
            System.err.printf(
                    "docs/benchmarks.md stays as it is: that takes %d rounds and all servers.%n",
                    ROUNDS_WORTH_PUBLISHING);
        }
    }

    private void openVeth() throws InterruptedException {
        try {
            var veth = new Veth();
            open.push(veth);
            networks.add(veth.network());
        } catch (IOException failure) {
            notes.add("Not measured over a veth pair, which takes root and iproute2 (%s)."
                    .formatted(failure.getMessage()));
            System.err.println(notes.getLast());
        }
    }

    private Results loads() throws IOException, InterruptedException {
        Map<Kind, WireProcess> servers = new EnumMap<>(Kind.class);
        for (var kind : kinds) {
            var server = new WireProcess(kind, stage);
            open.push(server);
            servers.put(kind, server);
        }
        Map<Call, Integer> answerBytes = new EnumMap<>(Call.class);
        for (var call : Call.values()) {
            var lengths = servers.values().stream()
                    .map(server -> call.answerBytes(server.port()))
                    .distinct()
                    .toList();
            if (lengths.size() != 1) {
                throw new IllegalStateException("%s is answered with %s bytes".formatted(call, lengths));
            }
            answerBytes.put(call, lengths.getFirst());
        }
        var results = new Results(kinds);
        var order = new ArrayList<>(kinds);
        for (int round = 1 - UNCOUNTED_ROUNDS; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", Math.max(round, 0), rounds);
            // Nobody is always the first one, or always behind the same one.
            Collections.rotate(order, 1);
            for (var compared : cases()) {
                Map<Kind, Load.Run> runs = new EnumMap<>(Kind.class);
                for (var kind : order) {
                    var call = compared.call();
                    int port = servers.get(kind).port();
                    runs.put(
                            kind,
                            compared.load()
                                    .run(
                                            compared.network(),
                                            port,
                                            call,
                                            answerBytes.get(call),
                                            seconds,
                                            stage.folder()));
                }
                System.err.printf("  %-24s %s%n", compared, rates(runs));
                if (round > 0) {
                    runs.forEach((kind, run) -> results.add(compared, kind, run));
                }
            }
        }
        return results;
    }

    private List<Results.Case> cases() {
        return networks.stream()
                .flatMap(network -> Arrays.stream(Call.values())
                        .flatMap(call -> LOADS.stream().map(load -> new Results.Case(network, call, load))))
                .toList();
    }

    private static String rates(Map<Kind, Load.Run> runs) {
        return runs.entrySet().stream()
                .map(run -> String.format(
                        Locale.ROOT, "%s %,.0f", run.getKey(), run.getValue().rate()))
                .collect(Collectors.joining(", "));
    }

    private Map<Memory.Thing, Map<Kind, Optional<Memory>>> memory() throws IOException, InterruptedException {
        Map<Memory.Thing, Map<Kind, Optional<Memory>>> memory = new LinkedHashMap<>();
        for (var thing : Memory.Thing.values()) {
            for (var kind : kinds) {
                // The executor of calls makes no difference to what is idle.
                if (kind != Kind.NETTY_DIRECT) {
                    System.err.printf("memory of an %s, %s%n", thing, kind);
                    memory.computeIfAbsent(thing, _ -> new EnumMap<>(Kind.class))
                            .put(kind, memory(thing, kind));
                }
            }
        }
        return memory;
    }

    private Optional<Memory> memory(Memory.Thing thing, Kind kind) throws IOException, InterruptedException {
        try {
            return Optional.of(Memory.each(thing, kind, stage));
        } catch (RuntimeException notHeld) {
            System.err.println("  not held: " + notHeld.getMessage());
            return Optional.empty();
        }
    }

    private void end() {
        ending = true;
        for (var closeable : open) {
            try {
                closeable.close();
            } catch (Exception failure) {
                System.err.println("Not ended: " + failure);
            }
        }
    }
}
