package users.server.postgres.database;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import users.api.UserError;
import users.api.UserException;

/** How many lists are read at a time. A slow one holds its connection for seconds, and other calls need one, too. */
public final class ListLimit {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore permits;
    private final Duration patience;

    /** @param patience how long the next one waits for one of the others to end */
    ListLimit(int maximum, Duration patience) {
        permits = new Semaphore(maximum, true);
        this.patience = patience;
    }

    /** @throws UserException with {@link UserError.ListsBusy} when none of the others ends in time */
    public <T> T run(Supplier<T> list) {
        if (!acquire()) {
            throw new UserException(new UserError.ListsBusy(RETRY_AFTER));
        }
        try {
            return list.get();
        } finally {
            permits.release();
        }
    }

    private boolean acquire() {
        try {
            return permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
