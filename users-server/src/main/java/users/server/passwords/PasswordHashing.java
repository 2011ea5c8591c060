package users.server.passwords;

import static com.password4j.types.Argon2.ID;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import users.api.Password;
import users.api.UserError;
import users.api.UserException;

/**
 * Hashes passwords on a few threads of its own, so that however many users are created at once, memory stays bounded and
 * everything else goes on at its speed.
 */
public final class PasswordHashing implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HashingSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads;

    /** Starts the threads when they are first needed. */
    public PasswordHashing(HashingSettings settings) {
        this.settings = settings;
        int count = threads(
                settings, Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors());
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.queue()),
                Thread.ofPlatform().name("password-hashing-", 1).daemon().factory());
    }

    /**
     * The hash of a password in PHC form. Waits for its turn; the password is the caller's to wipe.
     *
     * @throws UserException with {@link UserError.HashingBusy}, at once, when too many wait already
     */
    public String hash(Password password) {
        try {
            var hash = threads.submit(() -> password.reveal(this::hash));
            try {
                return hash.get();
            } catch (InterruptedException e) {
                // Nobody waits for it any more.
                hash.cancel(false);
                Thread.currentThread().interrupt();
                throw new CancellationException("Interrupted while waiting for a hash");
            }
        } catch (RejectedExecutionException e) {
            throw new UserException(new UserError.HashingBusy(RETRY_AFTER), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        }
    }

    /** Whether a hash in PHC form is one of this password. */
    public boolean matches(Password password, String hash) {
        return com.password4j.Argon2Function.getInstanceFromHash(hash).check(password.reveal(String::new), hash);
    }

    /** Passwords that wait for their turn. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Refuses new passwords and waits for those that are being hashed. */
    @Override
    public void close() {
        threads.close();
    }

    private String hash(char[] characters) {
        var password = UTF_8.encode(CharBuffer.wrap(characters));
        var bytes = new byte[password.remaining()];
        password.get(bytes);
        try {
            return argon2().hash(bytes, salt()).getResult();
        } finally {
            Arrays.fill(bytes, (byte) 0);
            password.clear().put(new byte[password.capacity()]);
        }
    }

    private byte[] salt() {
        var salt = new byte[settings.saltLength()];
        random.nextBytes(salt);
        return salt;
    }

    /** The library keeps it, and with it as much memory as a hash takes: not before the first password comes. */
    private Argon2Function argon2() {
        return Argon2Function.getInstance(
                settings.memory(), settings.iterations(), settings.parallelism(), settings.outputLength(), ID);
    }

    /** A quarter of the heap at most is for the blocks of Argon2. */
    static int threads(HashingSettings settings, long heap, int processors) {
        long fitting = heap / 4 / (settings.memory() * 1024L);
        return settings.threads().orElseGet(() -> Math.clamp(fitting, 1, processors));
    }
}
