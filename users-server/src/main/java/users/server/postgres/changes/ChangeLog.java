package users.server.postgres.changes;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import users.api.UserError;
import users.api.UserException;

/**
 * The changes of the last time, once for all watchers of a server: however many they are and however slow, it holds no
 * more than its limit.
 */
final class ChangeLog {

    private final int limit;
    private final TreeMap<Long, Batch> batches = new TreeMap<>();
    private final Set<Cursor> cursors = new HashSet<>();
    private long next;
    private long bytes;
    private Place end;

    /**
     * An empty one.
     *
     * @param limit bytes that are kept, besides the batch that was added last
     * @param end where its readers are
     */
    ChangeLog(int limit, Place end) {
        this.limit = limit;
        this.end = end;
    }

    /** Where one is who has read all of it. */
    synchronized Place end() {
        return end;
    }

    /** Adds a batch that begins where the one before has ended. */
    synchronized void add(Batch batch) {
        end = batch.end();
        if (batch.changes().isEmpty()) {
            return;
        }
        batches.put(next++, batch);
        bytes += batch.bytes();
        while (bytes > limit && batches.size() > 1) {
            bytes -= batches.pollFirstEntry().getValue().bytes();
        }
        notifyAll();
    }

    /** Somebody who reads what is added from now on. */
    synchronized Cursor cursor() {
        var cursor = new Cursor(next, end);
        cursors.add(cursor);
        return cursor;
    }

    /** How many read it. */
    synchronized int cursors() {
        return cursors.size();
    }

    /** Ends everybody's reading with a failure. */
    synchronized void fail(RuntimeException failure) {
        cursors.forEach(cursor -> cursor.failure = Optional.of(failure));
        cursors.clear();
        notifyAll();
    }

    /** A reader of the log. */
    final class Cursor implements AutoCloseable {

        private final Place start;
        private long position;
        private boolean closed;
        private Optional<RuntimeException> failure = Optional.empty();

        private Cursor(long position, Place start) {
            this.position = position;
            this.start = start;
        }

        /** Where it started. */
        Place start() {
            return start;
        }

        /**
         * The next changes; none when none come in time, or when it is closed.
         *
         * @throws UserException with {@link UserError.WatchTooSlow} when they are not kept any more
         */
        Batch next(Duration patience) {
            synchronized (ChangeLog.this) {
                awaitNext(System.nanoTime() + patience.toNanos());
                failure.ifPresent(thrown -> {
                    throw thrown;
                });
                if (closed || position == next) {
                    return Batch.nothing(end);
                }
                var batch = Optional.ofNullable(batches.get(position))
                        .orElseThrow(() -> new UserException(new UserError.WatchTooSlow()));
                position++;
                return batch;
            }
        }

        @Override
        public void close() {
            synchronized (ChangeLog.this) {
                closed = true;
                cursors.remove(this);
                ChangeLog.this.notifyAll();
            }
        }

        private void awaitNext(long deadline) {
            try {
                long rest = deadline - System.nanoTime();
                while (!closed && failure.isEmpty() && position == next && rest > 0) {
                    TimeUnit.NANOSECONDS.timedWait(ChangeLog.this, rest);
                    rest = deadline - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
