package users.server.caller;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import users.api.UserError;
import users.api.UserException;
import users.server.tracing.CallTrace;

/**
 * Keys of an address. A thread of its own fetches them, so that a call waits for the issuer only when its token is of a
 * key that is not known. While the issuer is away, the keys that are known stay good for a day.
 */
final class AddressKeys implements KeySet {

    private static final Logger LOG = Logger.getLogger(AddressKeys.class.getName());
    /** Tokens with made-up keys must not have the issuer asked all the time. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofDays(1);

    private final KeyFetch fetch;
    private final Thread thread;
    private volatile Known known = new Known(List.of(), System.nanoTime());
    private volatile boolean failing;
    private final CompletableFuture<List<JsonWebKey>> first = new CompletableFuture<>();
    /** Done when a fetch is that has not begun yet. */
    private CompletableFuture<List<JsonWebKey>> next = first;

    private boolean wanted;
    /** Of the trace of the call that wants it. */
    private Map<String, String> headers = Map.of();

    private record Known(List<JsonWebKey> keys, long nanoTime) {

        boolean good() {
            return !keys.isEmpty() && System.nanoTime() - nanoTime < KEPT.toNanos();
        }
    }

    AddressKeys(KeyFetch fetch) {
        this.fetch = fetch;
        thread = Thread.ofVirtual().name("keys").start(this::fetchAll);
    }

    @Override
    public List<JsonWebKey> keys() {
        var now = known;
        if (now.good()) {
            return now.keys();
        }
        return first.isDone() ? renewedKeys() : await(first);
    }

    @Override
    public List<JsonWebKey> renewedKeys() {
        if (failing) {
            throw unavailable();
        }
        return await(want());
    }

    private static List<JsonWebKey> await(CompletableFuture<List<JsonWebKey>> fetched) {
        try {
            return fetched.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } catch (TimeoutException | ExecutionException e) {
            throw unavailable();
        }
    }

    private static UserException unavailable() {
        return new UserException(new UserError.KeysUnavailable(PAUSE_AFTER_FAILURE));
    }

    @Override
    public Optional<Supplier<Duration>> age() {
        return Optional.of(() -> Duration.ofNanos(System.nanoTime() - known.nanoTime()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private synchronized CompletableFuture<List<JsonWebKey>> want() {
        wanted = true;
        headers = CallTrace.headers();
        notifyAll();
        return next;
    }

    private synchronized CompletableFuture<List<JsonWebKey>> begin() {
        var begun = next;
        next = new CompletableFuture<>();
        wanted = false;
        return begun;
    }

    private synchronized Map<String, String> headers() {
        var wanting = headers;
        headers = Map.of();
        return wanting;
    }

    private void fetchAll() {
        try {
            while (true) {
                var life = fetchOnce(begin());
                Thread.sleep(PAUSE);
                awaitWanted(life.minus(PAUSE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns after how long to fetch them again. */
    private Duration fetchOnce(CompletableFuture<List<JsonWebKey>> waiting) throws InterruptedException {
        try {
            var answer = fetch.now(headers());
            var keys = same(known.keys(), answer.keys()) ? known.keys() : answer.keys();
            known = new Known(keys, System.nanoTime());
            if (failing) {
                LOG.log(Level.INFO, "the keys for tokens can be had again from {0}", fetch);
            }
            failing = false;
            waiting.complete(keys);
            return answer.life();
        } catch (KeyFetch.FailedException | RuntimeException e) {
            if (!failing) {
                LOG.log(Level.WARNING, "the keys for tokens cannot be had from {0}: {1}", new Object[] {
                    fetch, e.getMessage()
                });
            }
            failing = true;
            waiting.completeExceptionally(e);
            return PAUSE_AFTER_FAILURE;
        }
    }

    /** Tokens stay checked as long as the list that they were checked with is the same. */
    private static boolean same(List<JsonWebKey> old, List<JsonWebKey> now) {
        return old.stream()
                .map(JsonWebKey::toJson)
                .toList()
                .equals(now.stream().map(JsonWebKey::toJson).toList());
    }

    private synchronized void awaitWanted(Duration life) throws InterruptedException {
        long end = System.nanoTime() + life.toNanos();
        for (long left = life.toNanos(); (!wanted || failing) && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
