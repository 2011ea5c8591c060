package users.server.grpc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Hands the rows of a stream from who reads them to who writes them. One batch is filled while the one before is written;
 * when it is full, its reader waits.
 */
final class ImportBatches {

    /** How long a row waits for others. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private ImportBatch filling = new ImportBatch();
    private long due;
    private boolean ended;
    private boolean abandoned;

    /** Adds a row, once there is room. */
    synchronized void add(Consumer<ImportBatch> row) {
        try {
            while (filling.full() && !abandoned) {
                wait();
            }
        } catch (InterruptedException e) {
            giveUp();
        }
        boolean first = filling.empty();
        row.accept(filling);
        if (abandoned) {
            filling.wipe();
        } else if (first || filling.full()) {
            due = first ? System.nanoTime() + PATIENCE.toNanos() : due;
            notifyAll();
        }
    }

    /** There are no more rows. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nobody wants the rows any more. */
    synchronized void abandon() {
        abandoned = true;
        filling.wipe();
        notifyAll();
    }

    /** The next rows, once they are as many as a batch may have or have waited long enough; empty behind the last. */
    synchronized Optional<ImportBatch> take() {
        try {
            while (filling.empty() && !ended && !abandoned) {
                wait();
            }
            for (long left = patience(); left > 0 && !filling.full() && !ended && !abandoned; left = patience()) {
                wait(left);
            }
        } catch (InterruptedException e) {
            giveUp();
        }
        if (abandoned) {
            throw new CancellationException("Nobody waits for the import any more");
        }
        var batch = filling;
        filling = new ImportBatch();
        notifyAll();
        return batch.empty() ? Optional.empty() : Optional.of(batch);
    }

    /** In milliseconds, rounded up. */
    private long patience() {
        return Duration.ofNanos(due - System.nanoTime()).plusNanos(999_999).toMillis();
    }

    private void giveUp() {
        Thread.currentThread().interrupt();
        abandoned = true;
    }
}
