package users.server.postgres.changes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.api.UserError;
import users.api.UserException;
import users.server.postgres.database.Database;

/** The one reader of a server: it reads each change once, for all watchers, as long as there are any. */
final class ChangeFeed implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ChangeFeed.class.getName());
    /** How late a change comes of which nobody has told. */
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Between two reads, so that many small commits come together. */
    private static final Duration REST = Duration.ofMillis(5);

    private final ChangeReads reads;
    private final ChangeListener listener;
    private final int buffer;
    private final Semaphore news = new Semaphore(0);
    private final List<CompletableFuture<ChangeLog.Cursor>> joining = new ArrayList<>();
    private Optional<ChangeLog> log = Optional.empty();
    private boolean running;
    private boolean closed;

    /** @param buffer bytes of changes that are kept for watchers who are behind */
    ChangeFeed(ChangeReads reads, Database database, String server, int buffer) {
        this.reads = reads;
        this.buffer = buffer;
        listener = new ChangeListener(database, server, this::wake);
    }

    /** Something may have been committed. */
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** How many watch. */
    synchronized int watchers() {
        return log.map(ChangeLog::cursors).orElse(0);
    }

    /**
     * What will be read from now on, by whom everything was seen that is committed now.
     *
     * @throws UserException with {@link UserError.DatabaseUnavailable} or {@link UserError.ServerStopping}
     */
    ChangeLog.Cursor join() {
        var joined = new CompletableFuture<ChangeLog.Cursor>();
        synchronized (this) {
            requireOpen();
            joining.add(joined);
            if (!running) {
                running = true;
                Thread.ofVirtual().name("changes").start(this::run);
            }
        }
        wake();
        try {
            return joined.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UserException refused ? new UserException(refused.error(), refused) : e;
        }
    }

    synchronized void requireOpen() {
        if (closed) {
            throw stopping();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        log.ifPresent(open -> open.fail(stopping()));
        wake();
    }

    private void run() {
        var listening = listener.start();
        try {
            while (wanted()) {
                round();
                Thread.sleep(REST);
                if (news.tryAcquire(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
                    news.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        } finally {
            listening.interrupt();
        }
    }

    /** Whether somebody watches or wants to; if not, the reader has ended with this. */
    private synchronized boolean wanted() {
        if (closed || (joining.isEmpty() && watchers() == 0)) {
            stop();
        }
        return running;
    }

    /** Nobody is left to wait for a reader that is gone. */
    private synchronized void stop() {
        running = false;
        log.ifPresent(open -> open.fail(stopping()));
        log = Optional.empty();
        together().forEach(joined -> joined.completeExceptionally(stopping()));
    }

    private void round() {
        var together = together();
        try {
            var current = read();
            together.forEach(joined -> joined.complete(current.cursor()));
        } catch (RuntimeException e) {
            together.forEach(joined -> joined.completeExceptionally(e));
            if (passes(e)) {
                LOG.log(Level.WARNING, "watchers wait, since changes cannot be read: {0}", e.getMessage());
            } else {
                fail(e);
            }
        } catch (Error e) {
            // Short of memory, say: whoever watches must hear of it, and come back.
            var failure = new IllegalStateException("Changes could not be read", e);
            together.forEach(joined -> joined.completeExceptionally(failure));
            fail(failure);
        }
    }

    private void fail(RuntimeException failure) {
        log().ifPresent(failed -> failed.fail(failure));
        log(Optional.empty());
    }

    private ChangeLog read() {
        var current = log().orElseGet(() -> new ChangeLog(buffer, reads.now()));
        log(Optional.of(current));
        Batch batch;
        do {
            batch = reads.behind(current.end());
            current.add(batch);
        } while (!current.end().arrived());
        return current;
    }

    /** Whether the next round may do better: watchers then go on, and have missed nothing. */
    private static boolean passes(RuntimeException e) {
        return e instanceof UserException known
                && switch (known.error()) {
                    case UserError.DatabaseUnavailable _, UserError.StatementTimeout _ -> true;
                    default -> false;
                };
    }

    private synchronized List<CompletableFuture<ChangeLog.Cursor>> together() {
        var together = List.copyOf(joining);
        joining.clear();
        return together;
    }

    private synchronized Optional<ChangeLog> log() {
        return log;
    }

    private synchronized void log(Optional<ChangeLog> next) {
        log = next;
    }

    private static UserException stopping() {
        return new UserException(new UserError.ServerStopping(Duration.ofSeconds(1)));
    }
}
