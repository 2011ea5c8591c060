package users.server;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Does what nobody asks for, again and again. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class.getName());

    private final Duration interval;
    private final List<Runnable> jobs;
    private final Thread thread;

    /** Does all jobs whenever this time has passed, as long as it is open; one that fails keeps no other from being done. */
    Housekeeping(Duration interval, List<Runnable> jobs) {
        this.interval = interval;
        this.jobs = jobs;
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
                jobs.stream()
                        // On an interrupted thread they would break the connections that calls still need.
                        .takeWhile(job -> !Thread.currentThread().isInterrupted())
                        .forEach(Housekeeping::attempt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "what is not kept any more was not all deleted, and will be next time");
            LOG.log(Level.FINE, "because of", e);
        }
    }
}
