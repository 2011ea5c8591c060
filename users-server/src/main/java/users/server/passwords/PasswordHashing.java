package users.server.passwords;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Logger;
import users.api.Password;
import users.api.UserError;
import users.api.UserException;
import users.api.password.HashForm;
import users.api.password.PasswordHash;
import users.server.tracing.CallTrace;

/**
 * Hashes and checks passwords on a few threads of its own, so that however many come at once, memory stays bounded and
 * everything else goes on at its speed.
 */
public final class PasswordHashing implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PasswordHashing.class.getName());
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Hasher hasher;
    private final HashForm nobody;
    private final long largest;
    private final int queue;

    private final ThreadPoolExecutor threads;
    /** For those that must not wait long: at work and in the queue. */
    private final Semaphore places;
    /** For those that can: where there are several threads, they leave half of them to the others. */
    private final Semaphore patientPlaces;

    private volatile HashingListener listener = (waited, worked) -> {};

    /** Starts the threads when they are first needed. */
    public PasswordHashing(HashingSettings settings) {
        this(settings, Runtime.getRuntime().maxMemory());
    }

    /** @param heap of this server, in bytes */
    public PasswordHashing(HashingSettings settings, long heap) {
        hasher = new Hasher(settings, heap);
        nobody = hasher.ofNobody();
        largest = largest(heap);
        queue = settings.queue();
        int count = threads(settings, heap, Runtime.getRuntime().availableProcessors());
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("password-hashing-", 1).daemon().factory());
        places = new Semaphore(count + queue);
        patientPlaces = new Semaphore(Math.max(1, count / 2), true);
    }

    /**
     * The hash of a password in PHC form. Waits for its turn; the password is the caller's to wipe.
     *
     * @throws UserException with {@link UserError.HashingBusy}, at once, when too many wait already, the heap is full, or
     *     this is closed
     */
    public String hash(Password password) {
        return inTurn(password, hasher::hash);
    }

    /**
     * Checks a password against a hash, as {@link #hash} makes one: in its turn, by the parameters that stand in the
     * hash. Text that is canonically equivalent is the same password.
     *
     * @throws UserException with {@link UserError.HashingBusy}, as that has it
     */
    public Verification verify(Password password, PasswordHash hash) {
        return inTurn(password, characters -> hasher.verify(characters, hash.form()));
    }

    /** What is wrong with a hash that this server has not the memory for; empty when it has. */
    public Optional<String> refusal(PasswordHash hash) {
        return hash.form().memory() * 1024 <= largest
                ? Optional.empty()
                : Optional.of("must take at most %d MiB to be checked, or this server needs a larger heap"
                        .formatted(largest / 1024 / 1024));
    }

    /**
     * Takes the time of checking a password of somebody, so that nobody learns from it that there is no such user.
     *
     * @throws UserException with {@link UserError.HashingBusy}, as a check has it
     */
    public void verifyNobody(Password password) {
        inTurn(password, characters -> hasher.verify(characters, nobody));
    }

    /** As {@link #hash}, one of many: waits for as long as it takes, and keeps nobody from signing in. */
    public String hashPatiently(Password password) {
        return patiently(password, hasher::hash);
    }

    /** As {@link #verify}, one of many: waits for as long as it takes, and keeps nobody from signing in. */
    public Verification verifyPatiently(Password password, PasswordHash hash) {
        return patiently(password, characters -> hasher.verify(characters, hash.form()));
    }

    private <T> T inTurn(Password password, Function<char[], T> work) {
        if (!places.tryAcquire()) {
            throw new UserException(new UserError.HashingBusy(RETRY_AFTER));
        }
        long start = System.nanoTime();
        try {
            return run(password, work);
        } finally {
            places.release();
            CallTrace.took("hash-password", Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private <T> T patiently(Password password, Function<char[], T> work) {
        try {
            patientPlaces.acquire();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            return run(password, work);
        } finally {
            patientPlaces.release();
        }
    }

    private <T> T run(Password password, Function<char[], T> work) {
        long asked = System.nanoTime();
        var result = submit(() -> {
            long begun = System.nanoTime();
            try {
                return password.reveal(work);
            } finally {
                listener.hashed(Duration.ofNanos(begun - asked), Duration.ofNanos(System.nanoTime() - begun));
            }
        });
        try {
            return result.get();
        } catch (InterruptedException e) {
            // Nobody waits for it any more.
            result.cancel(false);
            throw interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                LOG.warning("a password's hash did not fit into the heap: this server needs a larger one");
                throw new UserException(new UserError.HashingBusy(RETRY_AFTER), e);
            }
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException e) {
            // Closed: another server may still take it.
            throw new UserException(new UserError.HashingBusy(RETRY_AFTER), e);
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("Interrupted while waiting for a hash");
    }

    /** Tells somebody from now on what each password takes. */
    public void listener(HashingListener next) {
        listener = next;
    }

    /** Passwords that wait for their turn. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Passwords that may wait; patient ones come on top. */
    public int queue() {
        return queue;
    }

    /** Passwords that are being hashed. */
    public int working() {
        return threads.getActiveCount();
    }

    /** Passwords that can be hashed at a time. */
    public int threads() {
        return threads.getMaximumPoolSize();
    }

    /** Refuses new passwords and waits for those that are being hashed. */
    @Override
    public void close() {
        threads.close();
    }

    /** What one hash may take of a heap, in bytes: half of it, which is needed for other things as well. */
    public static long largest(long heap) {
        return heap / 2;
    }

    /** A quarter of the heap at most is for the blocks of Argon2. */
    static int threads(HashingSettings settings, long heap, int processors) {
        long fitting = heap / 4 / (settings.memory() * 1024L);
        return settings.threads().orElseGet(() -> Math.clamp(fitting, 1, processors));
    }
}
