package users.server.telemetry;

import io.helidon.metrics.api.Timer;
import java.time.Duration;
import users.server.passwords.HashingListener;
import users.server.passwords.PasswordHashing;

/** {@code users.hashing.*}: the threads that hash passwords and their queue, and what each password takes. */
final class HashingMetrics implements HashingListener {

    private final Timer waits;
    private final Timer works;

    private HashingMetrics(Meters meters) {
        waits = meters.timer("users.hashing.wait", "What passwords have waited for a thread that hashes");
        works = meters.timer("users.hashing.work", "What hashing or checking passwords has taken, the waiting apart");
    }

    static void register(Meters meters, PasswordHashing hashing) {
        meters.gauge("users.hashing.waiting", "Passwords that wait to be hashed", hashing::waiting);
        meters.gauge("users.hashing.waiting.maximum", "Passwords that may wait", hashing::queue);
        meters.gauge("users.hashing.threads.active", "Threads that hash a password now", hashing::working);
        meters.gauge("users.hashing.threads.maximum", "Threads that hash passwords at most", hashing::threads);
        hashing.listener(new HashingMetrics(meters));
    }

    @Override
    public void hashed(Duration waited, Duration worked) {
        waits.record(waited);
        works.record(worked);
    }
}
