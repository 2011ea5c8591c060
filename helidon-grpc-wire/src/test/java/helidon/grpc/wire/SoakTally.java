package helidon.grpc.wire;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the soak's clients have done, what went wrong, and whether it is time to end. */
final class SoakTally {

    /** What a line begins with that says how far the clients are; any other is a complaint. */
    static final String PREFIX = "so far: ";

    private static final int FAULTS_SHOWN = 10;

    final AtomicLong connections = new AtomicLong();
    final AtomicLong calls = new AtomicLong();
    final AtomicLong cancelled = new AtomicLong();
    final AtomicLong deadlines = new AtomicLong();
    final AtomicLong echoes = new AtomicLong();
    final LongAccumulator slowestEcho = new LongAccumulator(Math::max, 0);

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Something that must not happen whatever else goes on. */
    void fault(String who, Throwable what) {
        faults.add(who + ": " + what
                + Stream.of(what.getStackTrace())
                        .filter(frame ->
                                frame.getClassName().startsWith(getClass().getPackageName()))
                        .map(frame -> " at " + frame)
                        .limit(2)
                        .collect(Collectors.joining()));
    }

    List<String> faults() {
        return faults.stream().limit(FAULTS_SHOWN).toList();
    }

    void end() {
        over.countDown();
    }

    /** Lets some time pass, less once it is over; whether it is. */
    boolean over(Duration pause) {
        try {
            return over.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The same with a random pause. */
    boolean overWithin(Duration longest) {
        return over(Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest.toNanos() + 1)));
    }

    @Override
    public String toString() {
        return PREFIX
                + "%d connections, %d calls, %d cancelled, %d past their deadline, %d steady echoes, the slowest in %d ms"
                        .formatted(
                                connections.get(),
                                calls.get(),
                                cancelled.get(),
                                deadlines.get(),
                                echoes.get(),
                                slowestEcho.get() / 1_000_000);
    }
}
