package users.api.password;

import java.util.Locale;
import users.api.InvalidValueException;

/**
 * What a check may cost.
 *
 * @param memory in KiB
 * @param argon2Work memory in KiB × passes
 * @param scryptWork N × r × p
 * @param pbkdf2Work iterations over all parts of the output, SHA-512 counted twice
 */
record HashLimits(int bcryptCost, int memory, long argon2Work, long scryptWork, long pbkdf2Work, long shaCryptRounds) {

    /** About a second each, and 64 MiB. */
    static final HashLimits IMPORTED = new HashLimits(14, 64 * 1024, 524_288, 1_048_576, 2_000_000, 1_000_000);

    /** What can be computed at all. */
    static final HashLimits STORED =
            new HashLimits(31, 1024 * 1024, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final int ARGON2_PASSES = 100;
    private static final int ARGON2_LANES = 64;
    private static final int SCRYPT_LOGARITHM = 30;
    private static final int SCRYPT_BLOCK_SIZE = 32;
    private static final int SCRYPT_PARALLELISM = 16;

    void check(HashForm form) {
        switch (form) {
            case HashForm.Argon2 argon2 -> check(argon2.parameters());
            case HashForm.Bcrypt bcrypt -> atMost(bcryptCost, bcrypt.cost(), "a cost of ");
            case HashForm.Scrypt scrypt -> check(scrypt);
            case HashForm.Pbkdf2 pbkdf2 -> check(pbkdf2);
            case HashForm.ShaCrypt shaCrypt -> atMost(shaCryptRounds, shaCrypt.rounds(), "rounds=");
        }
    }

    private void check(Argon2Parameters parameters) {
        int floor = 8 * parameters.parallelism();
        atMost(ARGON2_LANES, parameters.parallelism(), "p=");
        atMost(memory, parameters.memory(), "m=");
        atMost(ARGON2_PASSES, parameters.iterations(), "t=");
        atMost(argon2Work, (long) parameters.memory() * parameters.iterations(), "m × t = ");
        if (parameters.memory() < floor) {
            throw new InvalidValueException("must be a hash with m=%d at least for its p".formatted(floor));
        }
    }

    private void check(HashForm.Scrypt scrypt) {
        atMost(SCRYPT_LOGARITHM, scrypt.logarithm(), "ln=");
        atMost(SCRYPT_BLOCK_SIZE, scrypt.blockSize(), "r=");
        atMost(SCRYPT_PARALLELISM, scrypt.parallelism(), "p=");
        atMost(memory, scrypt.memory(), "memory in KiB = ");
        atMost(scryptWork, ((long) scrypt.blockSize() << scrypt.logarithm()) * scrypt.parallelism(), "N × r × p = ");
    }

    private void check(HashForm.Pbkdf2 pbkdf2) {
        int length = pbkdf2.function().length();
        int parts = (pbkdf2.digest().length() + length - 1) / length;
        long share = pbkdf2Work / parts / (pbkdf2.function() == HashForm.Pbkdf2.Function.SHA512 ? 2 : 1);
        atMost(share, pbkdf2.iterations(), "iterations: ");
    }

    private static void atMost(long limit, long number, String naming) {
        if (number > limit) {
            throw new InvalidValueException(
                    String.format(Locale.ROOT, "must be a hash with %s%,d at most, not %,d", naming, limit, number));
        }
    }
}
