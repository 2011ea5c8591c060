package users.server.postgres;

import io.grpc.Context;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.keys.Fingerprints;
import users.server.postgres.keys.Keys;

/**
 * Slows down guessing: from the fifth wrong password in a row on, an id or e-mail is blocked for 1, 2, 4 … seconds, a
 * quarter of an hour at most. It is the id or e-mail that came with the password that counts, whether there is such a user
 * or not, so that being blocked says nothing about that.
 *
 * <p>No more checks run at a time than there are failures left, on all servers together, so that guesses sent at once do
 * not outrun the count; the others wait, so that nobody is refused for having been right twice.
 */
final class Throttle {

    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_POLL = Duration.ofMillis(320);
    /** Calls of one server that wait, of all ids and e-mails together. */
    private static final int WAITING = 64;

    private final DbClient client;
    private final Fingerprints keys;
    private final Semaphore waiting = new Semaphore(WAITING);

    Throttle(DbClient client) {
        this.client = client;
        keys = new Fingerprints(new Keys(client, "throttles"));
    }

    /**
     * Runs a check once it may run, and counts it.
     *
     * @param right whether the outcome is that of the right password
     * @throws UserException with {@link UserError.TooManyAttempts}; with {@link UserError.HashingBusy} when too many wait
     */
    <T> T check(UserKey submitted, Supplier<T> check, Predicate<T> right) {
        var key = key(submitted);
        begin(key);
        boolean counted = false;
        try {
            var outcome = check.get();
            counted = true;
            // Whoever hangs up has guessed nevertheless.
            Context.ROOT.run(() -> count(key, right.test(outcome)));
            return outcome;
        } finally {
            if (!counted) {
                Context.ROOT.run(() -> run(key, "abandon-password-check"));
            }
        }
    }

    private void count(byte[] key, boolean right) {
        if (right) {
            succeeded(key);
        } else {
            countFailure(key);
        }
    }

    private void begin(byte[] key) {
        // Looking tells who is blocked, however many wait.
        if (begun(key) || (free(key) && begun(key))) {
            return;
        }
        if (!waiting.tryAcquire()) {
            throw new UserException(new UserError.HashingBusy(Duration.ofSeconds(1)));
        }
        try {
            awaitTurn(key);
        } finally {
            waiting.release();
        }
    }

    private void awaitTurn(byte[] key) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var poll = FIRST_POLL;
        do {
            // Looking writes nothing and locks nothing.
            while (!free(key)) {
                if (Context.current().isCancelled()) {
                    throw new CancellationException("Nobody waits for this check any more");
                }
                if (System.nanoTime() > end) {
                    throw tooMany(Duration.ofSeconds(1));
                }
                pause(poll);
                poll = poll.multipliedBy(2).compareTo(LONGEST_POLL) < 0 ? poll.multipliedBy(2) : LONGEST_POLL;
            }
        } while (!begun(key));
    }

    private boolean free(byte[] key) {
        return ask(key, "get-throttle")
                .map(row -> {
                    long seconds = row.column("blocked_seconds").get(Long.class);
                    if (seconds > 0) {
                        throw tooMany(Duration.ofSeconds(seconds));
                    }
                    return row.column("free").get(Boolean.class);
                })
                .orElse(true);
    }

    private boolean begun(byte[] key) {
        return ask(key, "begin-password-check").isPresent();
    }

    private Optional<DbRow> ask(byte[] key, String statement) {
        return SqlFailures.translate(() -> client.execute()
                .createNamedGet(statement)
                .addParam("key", key)
                .addParam("free_failures", FREE_FAILURES)
                .execute());
    }

    private void succeeded(byte[] key) {
        if (run(key, "forget-password-failures") == 0) {
            run(key, "reset-password-failures");
        }
    }

    private void countFailure(byte[] key) {
        SqlFailures.translate(() -> client.execute()
                .createNamedDmlStatement("count-password-failure")
                .addParam("key", key)
                .addParam("free_failures", FREE_FAILURES)
                .addParam("longest_block", LONGEST_BLOCK.toSeconds())
                .execute());
    }

    private long run(byte[] key, String statement) {
        return SqlFailures.translate(() -> client.execute()
                .createNamedDmlStatement(statement)
                .addParam("key", key)
                .execute());
    }

    private byte[] key(UserKey submitted) {
        return keys.of(
                switch (submitted) {
                    case UserId id -> List.of("id", id);
                    case Email email -> List.of("email", email.key());
                });
    }

    private static UserException tooMany(Duration retryAfter) {
        return new UserException(new UserError.TooManyAttempts(retryAfter));
    }

    private static void pause(Duration poll) {
        try {
            Thread.sleep(poll);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for another check");
        }
    }
}
