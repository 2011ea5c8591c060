import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server's process takes, in bytes.
 *
 * @param heap in use after a collection
 * @param resident its proportional share (PSS) of the machine's memory
 */
record Memory(double heap, double resident) {

    private static final int FRESH_SERVERS = 3;
    /** What a server has to do about connections that come or go is done by then. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    /** What is kept open. */
    enum Thing {
        CONNECTION("idle connection", 1000, 0),
        STREAM("open stream", 10, 100);

        private final String label;
        private final int connections;
        private final int streamsEach;

        Thing(String label, int connections, int streamsEach) {
            this.label = label;
            this.connections = connections;
            this.streamsEach = streamsEach;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** What each of a thousand things takes in a server of a kind, the median of some fresh ones. */
    static Memory each(Thing thing, Kind kind, Stage stage) throws IOException, InterruptedException {
        List<Double> heap = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int i = 0; i < FRESH_SERVERS; i++) {
            try (var server = new WireProcess(kind, stage)) {
                // The classes that the first of them load stay.
                Held.open(server.port(), thing.connections / 10, thing.streamsEach)
                        .close();
                Thread.sleep(SETTLED);
                var before = server.memory();
                try (var held = Held.open(server.port(), thing.connections, thing.streamsEach)) {
                    Thread.sleep(SETTLED);
                    var after = server.memory();
                    // Had some been lost meanwhile, the others would seem to be cheap.
                    held.use();
                    int count = thing.connections * Math.max(1, thing.streamsEach);
                    heap.add((after.heap - before.heap) / count);
                    resident.add((after.resident - before.resident) / count);
                }
            }
        }
        return new Memory(Spread.of(heap).median(), Spread.of(resident).median());
    }
}
