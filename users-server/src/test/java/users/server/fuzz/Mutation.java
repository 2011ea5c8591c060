package users.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Bytes that are nearly what they were. */
final class Mutation {

    private static final int LONGEST = 256 * 1024;
    /** Opens a group, the oldest way to nest. */
    private static final byte GROUP = 0x0B;

    private Mutation() {}

    /** Changed in one place or in a few. */
    static byte[] of(byte[] bytes, byte[] other, Random random) {
        var changed = bytes;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            changed = once(changed, other, random);
        }
        return changed.length <= LONGEST ? changed : Arrays.copyOf(changed, LONGEST);
    }

    private static byte[] once(byte[] bytes, byte[] other, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(bytes.length - from + 1);
        var head = Arrays.copyOf(bytes, from);
        var tail = Arrays.copyOfRange(bytes, to, bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> head;
            case 1 -> join(head, tail);
            case 2 -> join(bytes, Arrays.copyOfRange(bytes, from, to), tail);
            case 3 -> join(head, Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
            case 4 -> join(head, random(random, 1 + random.nextInt(16)), Arrays.copyOfRange(bytes, from, bytes.length));
            case 5 -> join(filled(random.nextInt(2_000), GROUP), bytes);
            default -> flipped(bytes, random);
        };
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return random(random, 1);
        }
        var flipped = bytes.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    static byte[] random(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] filled(int length, byte value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
