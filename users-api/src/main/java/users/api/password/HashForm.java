package users.api.password;

/** What a hash says of how it was made, and what it was made to. */
public sealed interface HashForm {

    /** What the password was mixed with. */
    HashBytes salt();

    /** What came out. */
    HashBytes digest();

    /** KiB that a check needs. */
    default long memory() {
        return switch (this) {
            case Argon2 argon2 -> argon2.parameters().memory();
            case Scrypt scrypt -> ((long) scrypt.blockSize() << scrypt.logarithm()) / 8;
            case Bcrypt _, Pbkdf2 _, ShaCrypt _ -> 0;
        };
    }

    /** Whether a check looks at a password of so many bytes as a whole. */
    default boolean covers(int passwordBytes) {
        return switch (this) {
            case Bcrypt _ -> passwordBytes <= Bcrypt.PASSWORD_BYTES;
            case Argon2 _, Scrypt _, Pbkdf2 _, ShaCrypt _ -> true;
        };
    }

    /** Argon2 (RFC 9106). */
    record Argon2(Argon2Parameters parameters, HashBytes salt, HashBytes digest) implements HashForm {}

    /**
     * bcrypt, whose prefixes 2a, 2b and 2y mean the same for text in UTF-8.
     *
     * @param cost the logarithm of the number of rounds
     */
    record Bcrypt(int cost, HashBytes salt, HashBytes digest) implements HashForm {

        /** It looks at no more of a password. */
        static final int PASSWORD_BYTES = 72;
    }

    /**
     * scrypt (RFC 7914).
     *
     * @param logarithm of the cost N
     * @param blockSize r
     * @param parallelism p
     */
    record Scrypt(int logarithm, int blockSize, int parallelism, HashBytes salt, HashBytes digest)
            implements HashForm {}

    /** PBKDF2 (RFC 8018). */
    record Pbkdf2(Function function, int iterations, HashBytes salt, HashBytes digest) implements HashForm {

        /** What HMAC is made with. */
        public enum Function {
            SHA1(20),
            SHA256(32),
            SHA512(64);

            private final int length;

            Function(int length) {
                this.length = length;
            }

            /** Bytes of one output. */
            public int length() {
                return length;
            }
        }
    }

    /** SHA-crypt of glibc. Salt and digest are the characters that stand in the hash, in ASCII. */
    record ShaCrypt(Variant variant, int rounds, HashBytes salt, HashBytes digest) implements HashForm {

        /** What it is made with. */
        public enum Variant {
            SHA256,
            SHA512
        }
    }
}
