package users.server.passwords;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** BLAKE2b without a key (RFC 7693), which Argon2 is built on. */
final class Blake2b {

    private static final int BLOCK_BYTES = 128;

    private static final long[] INITIAL = {
        0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
        0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
    };

    /** Which word of the message comes when; rounds 11 and 12 are as the first two. */
    private static final int[][] SCHEDULE = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    };

    private Blake2b() {}

    /** The hash of a message in so many bytes, 64 at most. */
    static byte[] hash(byte[] message, int length) {
        var state = INITIAL.clone();
        state[0] ^= 0x01010000L ^ length;
        int last = Math.max(0, (message.length - 1) / BLOCK_BYTES);
        for (int block = 0; block <= last; block++) {
            int end = Math.min(message.length, (block + 1) * BLOCK_BYTES);
            compress(state, words(message, block * BLOCK_BYTES, end), end, block == last);
        }
        var bytes = ByteBuffer.allocate(Long.BYTES * state.length).order(LITTLE_ENDIAN);
        bytes.asLongBuffer().put(state);
        return Arrays.copyOf(bytes.array(), length);
    }

    private static long[] words(byte[] message, int start, int end) {
        var block = Arrays.copyOf(Arrays.copyOfRange(message, start, end), BLOCK_BYTES);
        var words = new long[BLOCK_BYTES / Long.BYTES];
        ByteBuffer.wrap(block).order(LITTLE_ENDIAN).asLongBuffer().get(words);
        return words;
    }

    private static void compress(long[] state, long[] message, long counter, boolean last) {
        var work = Arrays.copyOf(state, 16);
        System.arraycopy(INITIAL, 0, work, 8, 8);
        work[12] ^= counter;
        work[14] ^= last ? -1 : 0;
        for (int round = 0; round < 12; round++) {
            var order = SCHEDULE[round % SCHEDULE.length];
            for (int step = 0; step < 4; step++) {
                mix(work, step, step + 4, step + 8, step + 12, message[order[2 * step]], message[order[2 * step + 1]]);
            }
            for (int step = 0; step < 4; step++) {
                mix(
                        work,
                        step,
                        4 + (step + 1) % 4,
                        8 + (step + 2) % 4,
                        12 + (step + 3) % 4,
                        message[order[8 + 2 * step]],
                        message[order[9 + 2 * step]]);
            }
        }
        for (int index = 0; index < state.length; index++) {
            state[index] ^= work[index] ^ work[index + 8];
        }
    }

    private static void mix(long[] work, int a, int b, int c, int d, long first, long second) {
        work[a] += work[b] + first;
        work[d] = Long.rotateRight(work[d] ^ work[a], 32);
        work[c] += work[d];
        work[b] = Long.rotateRight(work[b] ^ work[c], 24);
        work[a] += work[b] + second;
        work[d] = Long.rotateRight(work[d] ^ work[a], 16);
        work[c] += work[d];
        work[b] = Long.rotateRight(work[b] ^ work[c], 63);
    }
}
