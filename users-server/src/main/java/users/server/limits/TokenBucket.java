package users.server.limits;

import java.time.Duration;
import java.util.Optional;

/** Fills up steadily; each call takes one out. */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final Rate rate;
    private double tokens;
    private long since = System.nanoTime();

    TokenBucket(Rate rate) {
        this.rate = rate;
        tokens = rate.burst();
    }

    /** Takes one; where there is none, after how long there will be. */
    synchronized Optional<Duration> take() {
        fill();
        if (tokens < 1) {
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / rate.perSecond() * NANOS)));
        }
        tokens--;
        return Optional.empty();
    }

    synchronized boolean full() {
        fill();
        return tokens >= rate.burst();
    }

    private void fill() {
        long now = System.nanoTime();
        tokens = Math.min(rate.burst(), tokens + (now - since) / NANOS * rate.perSecond());
        since = now;
    }
}
