package users.server;

import java.util.Random;
import java.util.function.Consumer;

/** Holds a claim against random values; a failure names the seed that shows it again with {@code -Dseed=…}. */
public final class Seeds {

    private Seeds() {}

    /** As often as there are tries. */
    public static void forAll(int tries, Consumer<Random> claim) {
        long first = Long.getLong("seed", System.nanoTime());
        for (long seed = first; seed < first + tries; seed++) {
            try {
                claim.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Fails with -Dseed=" + seed, e);
            }
        }
    }
}
