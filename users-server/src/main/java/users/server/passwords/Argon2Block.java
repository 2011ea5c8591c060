package users.server.passwords;

/** What Argon2 does with blocks of a KiB, 128 words each (RFC 9106, 3.5 and 3.6). */
final class Argon2Block {

    static final int WORDS = 128;

    private static final long LOW_HALF = 0xFFFFFFFFL;

    private final long[] mixed = new long[WORDS];

    /** Compresses two blocks into a third one; if {@code over}, what stands there is mixed in. */
    void compress(long[] first, int firstAt, long[] second, int secondAt, long[] target, int targetAt, boolean over) {
        var work = mixed;
        for (int word = 0; word < WORDS; word++) {
            long sum = first[firstAt + word] ^ second[secondAt + word];
            work[word] = sum;
            target[targetAt + word] = over ? target[targetAt + word] ^ sum : sum;
        }
        for (int row = 0; row < 8; row++) {
            permute(work, 16 * row, 2);
        }
        for (int column = 0; column < 8; column++) {
            permute(work, 2 * column, 16);
        }
        for (int word = 0; word < WORDS; word++) {
            target[targetAt + word] ^= work[word];
        }
    }

    /** The permutation P on eight pairs of words that stand so far apart. */
    private static void permute(long[] work, int at, int step) {
        int p1 = at + step;
        int p2 = p1 + step;
        int p3 = p2 + step;
        int p4 = p3 + step;
        int p5 = p4 + step;
        int p6 = p5 + step;
        int p7 = p6 + step;
        mix(work, at, p2, p4, p6);
        mix(work, at + 1, p2 + 1, p4 + 1, p6 + 1);
        mix(work, p1, p3, p5, p7);
        mix(work, p1 + 1, p3 + 1, p5 + 1, p7 + 1);
        mix(work, at, p2 + 1, p5, p7 + 1);
        mix(work, at + 1, p3, p5 + 1, p6);
        mix(work, p1, p3 + 1, p4, p6 + 1);
        mix(work, p1 + 1, p2, p4 + 1, p7);
    }

    private static void mix(long[] work, int atA, int atB, int atC, int atD) {
        long a = work[atA];
        long b = work[atB];
        long c = work[atC];
        long d = work[atD];
        a = multiplyAdd(a, b);
        d = Long.rotateRight(d ^ a, 32);
        c = multiplyAdd(c, d);
        b = Long.rotateRight(b ^ c, 24);
        a = multiplyAdd(a, b);
        d = Long.rotateRight(d ^ a, 16);
        c = multiplyAdd(c, d);
        b = Long.rotateRight(b ^ c, 63);
        work[atA] = a;
        work[atB] = b;
        work[atC] = c;
        work[atD] = d;
    }

    private static long multiplyAdd(long x, long y) {
        return x + y + 2 * (x & LOW_HALF) * (y & LOW_HALF);
    }
}
