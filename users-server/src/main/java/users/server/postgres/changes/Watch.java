package users.server.postgres.changes;

import java.time.Duration;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import users.api.UserEvent;
import users.api.filter.Filter;

/**
 * One watcher. It reads by itself what was committed before it is as far as the server's reader is, which it then follows.
 */
final class Watch extends Spliterators.AbstractSpliterator<UserEvent> {

    private final Watches watches;
    private final Filter filter;
    private Place place;
    private Batch batch;
    private int next;
    private boolean near;
    /** Whether it is as far as its cursor was at first. From then on it reads nothing by itself, wherever it is. */
    private boolean following;

    private long told;
    private volatile Optional<ChangeLog.Cursor> cursor;
    private volatile boolean closed;

    /** @param cursor empty for one who is not as far as the reader is, as far as anybody knows */
    Watch(Watches watches, Filter filter, Place place, Optional<ChangeLog.Cursor> cursor) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.watches = watches;
        this.filter = filter;
        this.place = place;
        this.cursor = cursor;
        following = cursor.isPresent();
        batch = Batch.nothing(place);
        // The first heartbeat is due at once.
        told = System.nanoTime() - watches.heartbeat().toNanos();
    }

    Stream<UserEvent> stream() {
        return StreamSupport.stream(this, false).onClose(this::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super UserEvent> action) {
        var event = event();
        event.ifPresent(action);
        return event.isPresent();
    }

    /** Empty once it is closed, or whoever takes is interrupted. */
    private Optional<UserEvent> event() {
        while (!closed && !Thread.currentThread().isInterrupted()) {
            var event = next < batch.changes().size() ? change() : heartbeat();
            if (event.isPresent()) {
                told = System.nanoTime();
                return event;
            }
        }
        return Optional.empty();
    }

    private Optional<UserEvent> change() {
        var change = batch.changes().get(next);
        place = batch.behind(next);
        next++;
        return change.seenThrough(filter).map(event -> event.apply(watches.token(place, filter)));
    }

    /** Empty as long as it is not due, and with the next changes read then. */
    private Optional<UserEvent> heartbeat() {
        var rest = Duration.ofNanos(told + watches.heartbeat().toNanos() - System.nanoTime());
        if (!rest.isPositive()) {
            return Optional.of(new UserEvent.Heartbeat(watches.token(place, filter)));
        }
        batch = read(rest);
        next = 0;
        if (batch.changes().isEmpty()) {
            place = batch.end();
        }
        return Optional.empty();
    }

    private Batch read(Duration patience) {
        if (following) {
            return cursor.orElseThrow().next(patience);
        }
        if (!place.arrived() || (cursor.isEmpty() && !near)) {
            var behind = watches.behind(place);
            near = behind.complete();
            return behind;
        }
        if (cursor.isEmpty()) {
            join();
        } else {
            following = true;
        }
        return Batch.nothing(place);
    }

    private void join() {
        var joined = watches.join();
        cursor = Optional.of(joined);
        place = place.towards(joined.start().to());
        if (closed) {
            joined.close();
        }
    }

    private void close() {
        closed = true;
        cursor.ifPresent(ChangeLog.Cursor::close);
    }
}
