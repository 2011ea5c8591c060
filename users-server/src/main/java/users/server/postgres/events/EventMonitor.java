package users.server.postgres.events;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.api.UserException;
import users.server.postgres.database.Database;

/** Knows how events are doing, from a look now and then: who asks does not wait for a database that may be away. */
public final class EventMonitor implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventMonitor.class.getName());

    private final Duration interval;
    private final BooleanSupplier ready;
    private final Consumer<Optional<EventState>> listener;
    private final EventReads reads;
    private final SlotNews news;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<EventState> state = Optional.empty();
    private boolean failed;

    /**
     * Looks until it is closed.
     *
     * @param ready whether the database is there, with its migrations; else it is not asked
     * @param listener hears of each look, and of nothing at the end
     */
    public EventMonitor(
            Database database, EventSettings settings, BooleanSupplier ready, Consumer<Optional<EventState>> listener) {
        interval = settings.interval();
        this.ready = ready;
        this.listener = listener;
        reads = new EventReads(database.client(), settings.slot());
        news = new SlotNews(settings.slot());
        Thread.ofVirtual().name("events").start(this::watch);
    }

    /** How it was at the last look; empty when that saw nothing. */
    public Optional<EventState> state() {
        return state;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void watch() {
        try {
            do {
                tell(look());
            } while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell(Optional.empty());
    }

    private void tell(Optional<EventState> now) {
        listener.accept(now);
        state = now;
    }

    private Optional<EventState> look() {
        if (!ready.getAsBoolean()) {
            return Optional.empty();
        }
        try {
            var found = reads.now();
            news.hear(found.slot());
            failed = false;
            return Optional.of(found);
        } catch (UserException e) {
            // The database has gone or is slow, which others tell.
            LOG.log(Level.FINE, "events were not looked at", e);
        } catch (RuntimeException | Error e) {
            if (!failed) {
                LOG.log(Level.WARNING, "how events are doing cannot be read, which LOG_LEVEL=debug says more of");
            }
            LOG.log(Level.FINE, "because of", e);
            failed = true;
        }
        return Optional.empty();
    }
}
