package users.server.passwords;

import java.util.OptionalInt;

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
        int memory,
        int iterations,
        int parallelism,
        int saltLength,
        int outputLength,
        OptionalInt threads,
        int queue) {}
