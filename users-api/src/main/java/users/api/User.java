package users.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A user as stored.
 *
 * @param createTime in UTC, to the microsecond
 * @param updateTime of the last change, likewise
 * @param etag stands for this version
 * @param deleteTime empty while the user is not deleted
 */
public record User(
        UserId id, Profile profile, Instant createTime, Instant updateTime, Etag etag, Optional<Instant> deleteTime) {}
