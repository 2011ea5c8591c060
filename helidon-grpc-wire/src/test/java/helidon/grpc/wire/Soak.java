package helidon.grpc.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One server that every kind of client, mannered or not, comes to and leaves; then nothing may be left of them. */
final class Soak {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TO_SETTLE = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofMillis(500);

    /** Held here, or their levels go with them. What the wire itself has to say is seen. */
    private static final List<Logger> NOISE = Stream.of("io.grpc", "io.netty", "io.helidon")
            .map(Logger::getLogger)
            .toList();

    private final SoakProbe probe;
    private final SoakProcess clients;
    private final List<String> complaints = new ArrayList<>();

    private Soak(SoakProbe probe, int port) {
        this.probe = probe;
        clients = new SoakProcess(port, () -> probe + ", " + Footprint.atWork());
    }

    /** Takes for how long, as PT10M, and the kind of server unless it is the wire. */
    public static void main(String[] args) throws Exception {
        var kind = args.length > 1 ? Kind.valueOf(args[1]) : Kind.WIRE;
        System.exit(run(kind, Duration.parse(args[0])).isEmpty() ? 0 : 1);
    }

    /** What there is to complain of. */
    static List<String> run(Kind kind, Duration duration) throws Exception {
        NOISE.forEach(logger -> logger.setLevel(Level.OFF));
        var probe = new SoakProbe();
        try (var server = TestServer.start(kind, GrpcWireConfig.create(), List.of(probe.service()))) {
            return new Soak(probe, server.port()).run(duration);
        } finally {
            NOISE.forEach(logger -> logger.setLevel(null));
        }
    }

    private List<String> run(Duration duration) throws Exception {
        var unused = Footprint.ofNobody();
        complaints.addAll(clients.run(WARM_UP));
        settle(() -> Footprint.ofNobody().threadsOfCalls(unused));
        var before = Footprint.ofNobody();
        SoakProcess.say("warm: " + before);
        complaints.addAll(clients.run(duration));
        settle(() -> Footprint.ofNobody().growth(before));
        SoakProcess.say("left: " + probe + ", " + Footprint.ofNobody());
        SoakProcess.say(complaints.isEmpty() ? "passed" : "failed:\n" + String.join("\n", complaints));
        return complaints;
    }

    /** Complains of what is still there when it had the time to go. */
    private void settle(Supplier<List<String>> left) throws InterruptedException {
        var until = System.nanoTime() + TO_SETTLE.toNanos();
        List<String> found;
        do {
            Thread.sleep(AGAIN);
            found = probe.left().isEmpty() ? left.get() : probe.left();
        } while (!found.isEmpty() && System.nanoTime() < until);
        complaints.addAll(found);
    }
}
