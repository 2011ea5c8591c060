package users.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A user as stored. All times are in UTC, to the microsecond.
 *
 * @param updateTime of the last change
 * @param passwordChangeTime empty for a user who has had one password, or none, from the start
 * @param etag stands for this version
 * @param deletion empty while the user is not deleted
 */
public record User(
        UserId id,
        Profile profile,
        Instant createTime,
        Instant updateTime,
        Optional<Instant> passwordChangeTime,
        Etag etag,
        Optional<Deletion> deletion) {}
