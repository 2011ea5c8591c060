package users.server;

import java.time.Duration;
import java.util.Optional;
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
    private volatile boolean started;
    private Optional<String> told = Optional.of("");

    /**
     * Watches once it is started.
     *
     * @param obstacle what is in the way, in words for the log; empty when nothing is
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
        return started;
    }

    /** From now on it is not ready, whatever the database does. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        update(false);
    }

    private void watch() {
        while (!stopping) {
            var found = obstacle.get();
            if (!stopping && !found.equals(told)) {
                tell(found);
            }
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tell(Optional<String> found) {
        found.ifPresent(reason -> LOG.log(Level.WARNING, "not ready: {0}", reason));
        told = found;
        update(found.isEmpty());
    }

    private synchronized void update(boolean now) {
        boolean next = now && !stopping;
        started |= next;
        if (next != ready) {
            ready = next;
            listener.accept(next);
        }
    }
}
