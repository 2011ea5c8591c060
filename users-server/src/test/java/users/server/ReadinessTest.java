package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final CompletableFuture<Thread> asking = new CompletableFuture<>();

    /** Such as the wait for somebody else's migrations, the end of which Flyway takes for a failure. */
    @Test
    void whatAStopBreaksOffIsNoRefusal() throws Exception {
        var readiness = new Readiness(this::refuseOnceInterrupted, _ -> {});
        readiness.start();
        var thread = asking.join();

        readiness.close();
        thread.join();

        assertThat(readiness.refused()).isFalse();
        assertThat(readiness.ready()).isFalse();
    }

    private Optional<String> refuseOnceInterrupted() {
        asking.complete(Thread.currentThread());
        try {
            Thread.sleep(60_000);
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new StartException("interrupted");
        }
    }
}
