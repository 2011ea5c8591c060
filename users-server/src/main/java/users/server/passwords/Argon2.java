package users.server.passwords;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.Arrays;
import users.api.password.Argon2Parameters;

/**
 * Argon2 (RFC 9106) in all its variants and both versions, on one thread whatever the number of lanes, with exactly the
 * memory that its parameters name.
 *
 * <p>Password4j's keeps that memory, threads and a shutdown hook for ever for each set of parameters that it meets, which
 * parameters from other people's hashes would turn into a leak. This one keeps the memory of a thread's last hash.
 */
final class Argon2 {

    private static final int SLICES = 4;
    private static final int SEED_BYTES = 64;
    private static final int BLOCK_BYTES = 1024;

    private final Argon2Parameters parameters;
    private final int lanes;
    private final int segmentLength;
    private final int laneLength;
    private final long[] memory;
    private final Argon2Block block = new Argon2Block();

    private Argon2(Argon2Parameters parameters) {
        this.parameters = parameters;
        lanes = parameters.parallelism();
        segmentLength = parameters.memory() / (SLICES * lanes);
        laneLength = SLICES * segmentLength;
        memory = Argon2Memory.take(lanes * laneLength * Argon2Block.WORDS);
    }

    /** The hash of a password in so many bytes. */
    static byte[] hash(Argon2Parameters parameters, byte[] password, byte[] salt, int length) {
        var argon2 = new Argon2(parameters);
        argon2.start(argon2.seed(password, salt, length));
        argon2.fill();
        return argon2.finish(length);
    }

    private byte[] seed(byte[] password, byte[] salt, int length) {
        var input = littleEndian(10 * Integer.BYTES + password.length + salt.length)
                .putInt(lanes)
                .putInt(length)
                .putInt(parameters.memory())
                .putInt(parameters.iterations())
                .putInt(parameters.version())
                .putInt(parameters.variant().number())
                .putInt(password.length)
                .put(password)
                .putInt(salt.length)
                .put(salt)
                .putInt(0)
                .putInt(0)
                .array();
        try {
            return Blake2b.hash(input, SEED_BYTES);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    private void start(byte[] seed) {
        for (int lane = 0; lane < lanes; lane++) {
            for (int column = 0; column < 2; column++) {
                var input = littleEndian(SEED_BYTES + 2 * Integer.BYTES)
                        .put(seed)
                        .putInt(column)
                        .putInt(lane)
                        .array();
                ByteBuffer.wrap(lengthened(input, BLOCK_BYTES))
                        .order(LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(memory, at(lane, column), Argon2Block.WORDS);
            }
        }
    }

    private void fill() {
        for (int pass = 0; pass < parameters.iterations(); pass++) {
            for (int slice = 0; slice < SLICES; slice++) {
                for (int lane = 0; lane < lanes; lane++) {
                    fill(pass, slice, lane);
                }
            }
        }
    }

    private void fill(int pass, int slice, int lane) {
        boolean first = pass == 0 && slice == 0;
        boolean independent = independent(pass, slice);
        boolean over = pass > 0 && parameters.version() == Argon2Parameters.VERSION_19;
        var addresses = new long[Argon2Block.WORDS];
        var counter = new long[] {
            pass,
            lane,
            slice,
            (long) lanes * laneLength,
            parameters.iterations(),
            parameters.variant().number(),
            0
        };
        int start = first ? 2 : 0;
        for (int index = start; index < segmentLength; index++) {
            int column = slice * segmentLength + index;
            int previous = at(lane, (column + laneLength - 1) % laneLength);
            if (independent && (index == start || index % Argon2Block.WORDS == 0)) {
                counter[6]++;
                address(counter, addresses);
            }
            long random = independent ? addresses[index % Argon2Block.WORDS] : memory[previous];
            int from = first ? lane : (int) ((random >>> 32) % lanes);
            int reference = at(from, reference(pass, slice, index, from == lane, random));
            block.compress(memory, previous, memory, reference, memory, at(lane, column), over);
        }
    }

    private boolean independent(int pass, int slice) {
        return switch (parameters.variant()) {
            case D -> false;
            case I -> true;
            case ID -> pass == 0 && slice < SLICES / 2;
        };
    }

    private void address(long[] counter, long[] addresses) {
        var zero = new long[Argon2Block.WORDS];
        block.compress(zero, 0, Arrays.copyOf(counter, Argon2Block.WORDS), 0, addresses, 0, false);
        block.compress(zero, 0, addresses.clone(), 0, addresses, 0, false);
    }

    /** The column of the block that is mixed in: any that is filled already, the nearer ones more often. */
    private int reference(int pass, int slice, int index, boolean sameLane, long random) {
        int filled = pass == 0 ? slice * segmentLength : laneLength - segmentLength;
        int candidates = filled + (sameLane ? index - 1 : index == 0 ? -1 : 0);
        long low = random & 0xFFFFFFFFL;
        long distance = (candidates * ((low * low) >>> 32)) >>> 32;
        int start = pass == 0 ? 0 : (slice + 1) * segmentLength;
        return (int) ((start + candidates - 1 - distance) % laneLength);
    }

    private byte[] finish(int length) {
        var last = new byte[BLOCK_BYTES];
        var words = ByteBuffer.wrap(last).order(LITTLE_ENDIAN);
        for (int word = 0; word < Argon2Block.WORDS; word++) {
            long sum = 0;
            for (int lane = 0; lane < lanes; lane++) {
                sum ^= memory[at(lane, laneLength - 1) + word];
            }
            words.putLong(sum);
        }
        Argon2Memory.giveBack(memory);
        return lengthened(last, length);
    }

    /** The hash H′, of any length. */
    private static byte[] lengthened(byte[] input, int length) {
        var counted = littleEndian(Integer.BYTES + input.length)
                .putInt(length)
                .put(input)
                .array();
        if (length <= SEED_BYTES) {
            return Blake2b.hash(counted, length);
        }
        var hash = ByteBuffer.allocate(length);
        var part = Blake2b.hash(counted, SEED_BYTES);
        while (hash.remaining() > SEED_BYTES) {
            hash.put(part, 0, SEED_BYTES / 2);
            part = Blake2b.hash(part, Math.min(SEED_BYTES, hash.remaining()));
        }
        return hash.put(part).array();
    }

    private int at(int lane, int column) {
        return (lane * laneLength + column) * Argon2Block.WORDS;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(LITTLE_ENDIAN);
    }
}
