package users.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    @Test
    void aJobThatFailsKeepsNoOtherFromBeingDone() throws InterruptedException {
        var done = new CountDownLatch(3);
        try (var _ = new Housekeeping(Duration.ofMillis(1), List.of(HousekeepingTest::fail, done::countDown))) {
            assertThat(done.await(60, SECONDS)).isTrue();
        }
    }

    @Test
    void onceItIsClosedNoOtherJobBegins() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var began = new AtomicBoolean();
        var jobs = List.<Runnable>of(() -> waitForTheEnd(thread), () -> began.set(true));
        try (var _ = new Housekeeping(Duration.ofMillis(1), jobs)) {
            thread.get(60, SECONDS);
        }

        assertThat(thread.get().join(Duration.ofSeconds(60))).isTrue();
        assertThat(began).isFalse();
    }

    private static void fail() {
        throw new IllegalStateException("as it happens");
    }

    private static void waitForTheEnd(CompletableFuture<Thread> thread) {
        thread.complete(Thread.currentThread());
        try {
            Thread.sleep(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
