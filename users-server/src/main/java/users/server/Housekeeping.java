package users.server;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Does what nobody asks for, one job after another, again and again. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class.getName());

    /**
     * Something to be done.
     *
     * @param name as the log calls it
     */
    record Job(String name, Runnable round) {}

    private final Duration interval;
    private final List<Job> jobs;
    private final Thread thread;

    /** Does them whenever this time has passed, as long as it is open. */
    Housekeeping(Duration interval, List<Job> jobs) {
        this.interval = interval;
        this.jobs = jobs;
        thread = Thread.ofVirtual().name("housekeeping").start(this::keep);
    }

    /** Interrupts the one that is being done, which the next server does again. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(interval);
                jobs.forEach(Housekeeping::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Job job) {
        try {
            job.round().run();
        } catch (RuntimeException e) {
            // The next round does more.
            LOG.log(Level.WARNING, "not done: {0}", job.name());
            LOG.log(Level.FINE, "because of", e);
        }
    }
}
