package users.server;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Does what nobody asks for, again and again. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class.getName());

    private final Duration interval;
    private final Runnable round;
    private final Thread thread;

    /** Does a round whenever this time has passed, as long as it is open. */
    Housekeeping(Duration interval, Runnable round) {
        this.interval = interval;
        this.round = round;
        thread = Thread.ofVirtual().name("housekeeping").start(this::keep);
    }

    /** Ends it, in the middle of a round too: what that has not done, the next one does. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(interval);
                keepOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepOnce() {
        try {
            round.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "what is not kept any more was not all deleted, and will be next time");
            LOG.log(Level.FINE, "because of", e);
        }
    }
}
