package users.api;

import java.time.Instant;

/**
 * That a user is in the recycle bin.
 *
 * @param time when it went there
 * @param purgeTime when it will be gone for good
 */
public record Deletion(Instant time, Instant purgeTime) {}
