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
        while (filling.full() && !abandoned) {
            pause(0);
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
        while (filling.empty() && !ended && !abandoned) {
            pause(0);
        }
        long left = due - System.nanoTime();
        while (!filling.full() && !ended && !abandoned && left > 0) {
            pause(Duration.ofNanos(left).toMillis() + 1);
            left = due - System.nanoTime();
        }
        if (abandoned) {
            throw new CancellationException("Nobody waits for the import any more");
        }
        var batch = filling;
        filling = new ImportBatch();
        notifyAll();
        return batch.empty() ? Optional.empty() : Optional.of(batch);
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandoned = true;
        }
    }
}
