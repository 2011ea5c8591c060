package users.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Knows whether the service can serve: its database is there with all migrations, and it is not about to stop. Asks every
 * second, and says in the log what is in the way, once a change.
 */
final class Readiness implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<Optional<String>> obstacle;
    private final Consumer<Boolean> listener;
    private final Thread thread = Thread.ofVirtual().name("readiness").unstarted(this::watch);
    private volatile boolean stopping;
    private volatile boolean ready;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private Optional<String> told = Optional.of("");

    /**
     * Watches once it is started.
     *
     * @param obstacle what is in the way, in words for the log; empty when nothing is. A {@link StartException} ends the
     *     watch: it can never be ready
     * @param listener is told each change
     */
    Readiness(Supplier<Optional<String>> obstacle, Consumer<Boolean> listener) {
        this.obstacle = obstacle;
        this.listener = listener;
    }

    void start() {
        thread.start();
    }

    boolean ready() {
        return ready;
    }

    /** Whether it was ever ready. */
    boolean started() {
        return started.isDone() && !refused();
    }

    /** Whether it can never be ready. */
    boolean refused() {
        return started.isCompletedExceptionally();
    }

    /**
     * Returns once it is ready for the first time.
     *
     * @throws StartException when it can never be
     */
    void awaitStarted() {
        try {
            started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartException refusal ? refusal : e;
        }
    }

    /** From now on it is not ready, whatever the database does. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        update(false);
    }

    private void watch() {
        try {
            while (!stopping) {
                var found = obstacle.get();
                if (!stopping && !found.equals(told)) {
                    tell(found);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (StartException e) {
            // What was broken off by the stop is nobody's fault.
            if (!stopping) {
                started.completeExceptionally(e);
            }
        } catch (InterruptedException e) {
            // It is not watched any more.
        }
    }

    private void tell(Optional<String> found) {
        found.ifPresent(reason -> LOG.log(Level.WARNING, "not ready: {0}", reason));
        told = found;
        update(found.isEmpty());
    }

    private synchronized void update(boolean now) {
        boolean next = now && !stopping;
        if (next != ready) {
            ready = next;
            listener.accept(next);
        }
        if (next) {
            started.complete(null);
        }
    }
}
