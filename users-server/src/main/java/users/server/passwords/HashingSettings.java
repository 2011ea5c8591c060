package users.server.passwords;

import java.util.OptionalInt;
import users.api.password.Argon2Parameters;
import users.api.password.HashForm;

/**
 * How passwords are hashed: Argon2id (RFC 9106).
 *
 * @param memory in KiB, for each hash that is being made
 * @param iterations passes over the memory
 * @param parallelism lanes
 * @param saltLength in bytes
 * @param outputLength of the hash, in bytes
 * @param threads hashes that are made at a time; empty: one for each processor, fewer when the heap could not hold that
 *     many
 * @param queue hashes that may wait; more are refused
 */
public record HashingSettings(
        int memory, int iterations, int parallelism, int saltLength, int outputLength, OptionalInt threads, int queue) {

    Argon2Parameters parameters() {
        return new Argon2Parameters(
                Argon2Parameters.Variant.ID, Argon2Parameters.VERSION_19, memory, iterations, parallelism);
    }

    /** Whether a hash could have been made by these settings. */
    boolean made(HashForm form) {
        return form instanceof HashForm.Argon2(var parameters, var salt, var digest)
                && parameters.equals(parameters())
                && salt.length() == saltLength
                && digest.length() == outputLength;
    }
}
