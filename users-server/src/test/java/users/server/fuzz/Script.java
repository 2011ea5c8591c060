package users.server.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * How a client behaves in a call.
 *
 * @param ends whether it says that nothing more comes
 * @param reads how many answers it takes
 * @param patience after which it cancels
 * @param waits whether the call has to end before that
 */
record Script(List<byte[]> requests, boolean ends, int reads, Duration patience, boolean waits) {

    static final Duration BOUND = Duration.ofSeconds(10);

    /** As clients should. */
    static Script polite(List<byte[]> requests) {
        return new Script(requests, true, Integer.MAX_VALUE, BOUND, true);
    }

    /** One that may never read, never end, and goes when it likes. */
    static Script rude(List<byte[]> requests, Random random) {
        return new Script(
                requests,
                random.nextInt(4) > 0,
                random.nextInt(4) == 0 ? 0 : random.nextInt(1, 100),
                Duration.ofNanos(random.nextInt(random.nextInt(5) == 0 ? 30_000_000 : 3_000_000)),
                false);
    }
}
