package users.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Bad input of every kind, for half a minute or, with {@code -Dfuzz.requests=…}, for so many requests. A failure shows the
 * request; {@code -Dseed=…} makes the same ones again.
 */
class FuzzTest {

    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int FIRST = 500;

    @Test
    void badInputIsAnsweredByTheContractAndHarmsNobody() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        int requests = Integer.getInteger("fuzz.requests", 0);
        System.out.printf("Fuzzing with -Dseed=%d%n", seed);
        var log = ServerLog.read();
        try (log;
                var run = Run.start(seed)) {
            // Pools and caches are full after those.
            run.until(() -> run.requests() >= FIRST);
            var before = run.footprint();
            run.until(requests > 0 ? () -> run.requests() >= requests : after(SHORT));
            run.assertNoMoreThan(before);
            assertThat(log.faults()).isEmpty();
            System.out.printf("%s, warnings %s%n", run, log.warnings());
        } catch (AssertionError e) {
            throw new AssertionError("Fails with -Dseed=%d; the log has %s".formatted(seed, log.faults()), e);
        }
    }

    private static BooleanSupplier after(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() > end;
    }
}
