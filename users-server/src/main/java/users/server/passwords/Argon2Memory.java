package users.server.passwords;

import java.util.Arrays;

/**
 * The memory of a thread's last hash, for its next one. Made anew each time, it would be most of the young generation: each
 * collection would copy it while it is in use, and fill the old generation with what was copied.
 */
final class Argon2Memory {

    /** What is larger is somebody else's, for a hash that is renewed the first time that it is right. */
    private static final int MOST_WORDS = 32 * 1024 * 1024 / Long.BYTES;

    private static final ThreadLocal<long[]> KEPT = ThreadLocal.withInitial(() -> new long[0]);

    private Argon2Memory() {}

    /** As much as that, with anything in it. */
    static long[] take(int words) {
        var kept = KEPT.get();
        return kept.length == words ? kept : new long[words];
    }

    /** It is not needed any more; what was in it could be used to guess. */
    static void giveBack(long[] memory) {
        Arrays.fill(memory, 0);
        if (memory.length <= MOST_WORDS) {
            KEPT.set(memory);
        }
    }
}
