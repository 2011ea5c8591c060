package users.server.postgres.exports;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import users.server.postgres.database.ExportSettings;

/** The connection of an export, until all is read, its reader closes it, or it has lasted too long. */
final class ExportSnapshot implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ExportSnapshot.class.getName());

    private final Connection connection;
    private final ExportSettings limits;
    private final Runnable released;
    private final long end;
    private long due;
    private boolean expired;
    private boolean closed;

    /** @param released run once, when the connection is closed */
    ExportSnapshot(Connection connection, ExportSettings limits, Runnable released) {
        this.connection = connection;
        this.limits = limits;
        this.released = released;
        end = System.nanoTime() + limits.duration().toNanos();
        progress();
        Thread.ofVirtual().name("export-limits").start(this::watch);
    }

    /** Its reader has taken something. */
    synchronized void progress() {
        long patience = System.nanoTime() + limits.patience().toNanos();
        due = patience - end < 0 ? patience : end;
    }

    /** Whether it was closed for having lasted too long. */
    synchronized boolean expired() {
        return expired;
    }

    /** Ends what runs on it, from whatever thread. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        notifyAll();
        try {
            // A query that runs does not notice that nobody listens any more.
            connection.unwrap(PGConnection.class).cancelQuery();
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the connection of an export was gone already", e);
        } finally {
            released.run();
        }
    }

    private synchronized void watch() {
        try {
            for (long left = due - System.nanoTime(); !closed && left > 0; left = due - System.nanoTime()) {
                wait(Duration.ofNanos(left).plusMillis(1).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!closed) {
            expired = true;
            close();
        }
    }
}
