package users.server.postgres.changes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.server.postgres.database.Database;
import users.server.postgres.database.SqlFailures;

/**
 * Tells the other servers that something has changed, many changes at once: in the transactions of the changes
 * themselves, NOTIFY would make their commits wait for each other.
 */
final class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class.getName());
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final Database database;
    private final String server;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long last = System.nanoTime() - INTERVAL.toNanos();

    /** @param server who tells */
    Announcements(Database database, String server) {
        this.database = database;
        this.server = server;
    }

    /** Something was committed. */
    void announce() {
        if (due.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::send);
        }
    }

    private void send() {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, last + INTERVAL.toNanos() - System.nanoTime())));
            last = System.nanoTime();
            due.set(false);
            SqlFailures.translate(() -> database.client()
                    .execute()
                    .createNamedGet("announce-changes")
                    .addParam("server", server)
                    .execute());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The others look by themselves, too.
            LOG.log(Level.FINE, "not announced", e);
        }
    }
}
