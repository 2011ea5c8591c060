package users.server.postgres.imports;

import io.grpc.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import users.api.Credential;
import users.api.Password;
import users.api.password.PasswordHash;
import users.server.passwords.PasswordHashing;
import users.server.passwords.Verification;

/**
 * The passwords of a batch. While its rows are looked at, it notes which passwords have to be hashed or checked; that is
 * done outside the transaction, which is then tried again.
 */
final class ImportSecrets {

    private final PasswordHashing hashing;
    private final boolean validateOnly;

    private final Map<Integer, String> hashes = new ConcurrentHashMap<>();
    private final Map<Check, Boolean> checked = new ConcurrentHashMap<>();
    private final Map<String, Password> madeHere = new HashMap<>();
    private final Map<Integer, Password> unhashed = new HashMap<>();
    private final Map<Check, Password> unchecked = new HashMap<>();

    /** Whether the password of a row is the one of a hash. */
    private record Check(int position, String hash) {}

    /** @param validateOnly whether hashes are good for nothing */
    ImportSecrets(PasswordHashing hashing, boolean validateOnly) {
        this.hashing = hashing;
        this.validateOnly = validateOnly;
    }

    /** What is wrong with a row's hash here. */
    Optional<String> refusal(Candidate candidate) {
        return switch (candidate.row().credential()) {
            case Credential.Hashed(var hash) -> hashing.refusal(hash);
            case Credential.Plain any -> Optional.empty();
            case Credential.None() -> Optional.empty();
        };
    }

    /** What is kept of a row's password, as far as it is known. */
    Optional<String> hash(Candidate candidate) {
        return switch (candidate.row().credential()) {
            case Credential.Plain plain -> Optional.ofNullable(hashes.get(candidate.position()));
            case Credential.Hashed(var hash) -> Optional.of(hash.text());
            case Credential.None() -> Optional.empty();
        };
    }

    /** The row will be written with its password. */
    void need(Candidate candidate) {
        if (!validateOnly
                && candidate.row().credential() instanceof Credential.Plain(var password)
                && !hashes.containsKey(candidate.position())) {
            unhashed.put(candidate.position(), password);
        }
    }

    /** Whether a row has another password than the user, as far as it is known. */
    boolean differs(Candidate candidate, Optional<String> stored) {
        return switch (candidate.row().credential()) {
            case Credential.Plain(var password) ->
                !stored.map(hash -> same(candidate.position(), password, hash)).orElse(false);
            case Credential.Hashed(var hash) -> !stored.equals(Optional.of(hash.text()));
            case Credential.None() -> false;
        };
    }

    /** Whether something has to be known before the rows can be written. */
    boolean incomplete() {
        return !unhashed.isEmpty() || !unchecked.isEmpty();
    }

    /** Hashes and checks what was noted. */
    void complete() {
        var call = Context.current();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        unhashed.forEach((position, password) -> tasks.add(() -> {
            hashes.put(position, whileAwaited(call, () -> hashing.hashPatiently(password)));
            return true;
        }));
        unchecked.forEach((check, password) -> tasks.add(() -> {
            checked.put(check, whileAwaited(call, () -> matches(password, check.hash())));
            return true;
        }));
        run(tasks);
        unhashed.forEach((position, password) -> madeHere.put(hashes.get(position), password));
        unhashed.clear();
        unchecked.clear();
    }

    private boolean same(int position, Password password, String hash) {
        var other = madeHere.get(hash);
        if (other != null) {
            return password.reveal(characters -> other.reveal(others -> Arrays.equals(characters, others)));
        }
        var check = new Check(position, hash);
        var known = checked.get(check);
        if (known == null) {
            unchecked.put(check, password);
        }
        return known != null && known;
    }

    private boolean matches(Password password, String hash) {
        return hashing.verifyPatiently(password, PasswordHash.stored(hash)) != Verification.WRONG;
    }

    private static <T> T whileAwaited(Context call, Callable<T> work) throws Exception {
        if (call.isCancelled()) {
            throw new CancellationException("Nobody waits for the import any more");
        }
        return work.call();
    }

    private static void run(List<Callable<Boolean>> tasks) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for hashes");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        }
    }
}
