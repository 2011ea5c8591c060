package users.api.password;

/**
 * How Argon2 works (RFC 9106).
 *
 * @param version 16 (0x10) or 19 (0x13)
 * @param memory in KiB, eight for each lane at least
 * @param iterations passes over the memory
 * @param parallelism lanes
 */
public record Argon2Parameters(Variant variant, int version, int memory, int iterations, int parallelism) {

    /** Of the first version, which its hashes leave out or call 16. */
    public static final int VERSION_16 = 0x10;

    /** Of RFC 9106. */
    public static final int VERSION_19 = 0x13;

    /** Where the addresses of blocks come from. */
    public enum Variant {
        /** From what was computed. */
        D(0),
        /** From counters. */
        I(1),
        /** From counters first. */
        ID(2);

        private final int number;

        Variant(int number) {
            this.number = number;
        }

        /** What the RFC calls it. */
        public int number() {
            return number;
        }
    }
}
