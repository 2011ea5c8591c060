package users.server.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What one caller takes now. */
final class Use {

    private final Optional<TokenBucket> bucket;
    private final AtomicInteger running = new AtomicInteger();

    Use(Optional<Rate> rate) {
        bucket = rate.map(TokenBucket::new);
    }

    /** Returns how many calls run with this one. */
    int enter() {
        return running.incrementAndGet();
    }

    void leave() {
        running.decrementAndGet();
    }

    /** Whether a call is one too many; then how long to wait. */
    Optional<Duration> take() {
        return bucket.flatMap(TokenBucket::take);
    }

    /** Whether nothing is lost when it is forgotten. */
    boolean idle() {
        return running.get() == 0 && bucket.map(TokenBucket::full).orElse(true);
    }
}
