package users.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened to a user.
 *
 * @param time to the microsecond
 * @param actor who did it, as far as the service knows
 * @param etag of the user behind the change
 * @param fields what it made of the user's fields, in the order of their numbers in users.proto; none once the user is
 *     purged
 */
public record UserChange(Kind kind, Instant time, String actor, Etag etag, List<Field> fields) {

    /** What can happen to a user. */
    public enum Kind {
        /** The user is new. */
        CREATED,
        /** The user was changed, or was given another password. */
        UPDATED,
        /** The user went into the recycle bin. */
        DELETED,
        /** The user came back from there. */
        UNDELETED,
        /** The user is gone for good. */
        PURGED
    }

    /**
     * What a change made of a field.
     *
     * @param name as in users.proto; a label's is {@code labels.KEY}
     * @param before empty when there was no value
     * @param after empty when there is none
     */
    public record Field(String name, Optional<String> before, Optional<String> after) {}
}
