package users.server.passwords;

import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import users.api.Password;
import users.api.UserError;
import users.api.UserException;
import users.api.password.PasswordHash;

/** Checks the most memory-hungry hash there is so many times at once, and prints how many were right and how many refused. */
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        var hash = ForeignHashes.composed().stream()
                .filter(any -> any.startsWith("$argon2id$v=19$m=65536,t=1"))
                .map(PasswordHash::imported)
                .findFirst()
                .orElseThrow();
        int right = 0;
        int busy = 0;
        try (var hashing = new PasswordHashing(new HashingSettings(1_024, 1, 1, 16, 32, OptionalInt.of(8), 64));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var checks = IntStream.range(0, Integer.parseInt(arguments[0]))
                    .mapToObj(any -> callers.submit(() -> hashing.verify(new Password(ForeignHashes.PASSWORD), hash)
                            .right()))
                    .toList();
            for (var check : checks) {
                try {
                    right += check.get() ? 1 : 0;
                } catch (ExecutionException e) {
                    busy += e.getCause() instanceof UserException refused
                                    && refused.error() instanceof UserError.HashingBusy
                            ? 1
                            : 0;
                }
            }
        }
        System.out.print(right + " right, " + busy + " busy");
    }
}
