package helidon.grpc.wire;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what another thread brings about. */
final class Await {

    /** Far more than anything takes here, on a busy machine too, and less than what a case may take. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private Await() {}

    /** Returns when it holds, or fails saying what was waited for. */
    static void until(String what, BooleanSupplier holds) throws InterruptedException {
        until(what, PATIENCE, holds);
    }

    static void until(String what, Duration patience, BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.sleep(1);
        }
    }

    static void until(String what, CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("waited in vain until " + what);
        }
    }

    /** The value once it has not changed for a while: what a stalled peer has come to. */
    static long settled(Duration quiet, LongSupplier value) throws InterruptedException {
        var last = value.getAsLong();
        var since = System.nanoTime();
        while (System.nanoTime() - since < quiet.toNanos()) {
            Thread.sleep(5);
            var now = value.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
        return last;
    }

    /** In a handler, which may not throw what is checked. */
    static void quietly(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the handler go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
