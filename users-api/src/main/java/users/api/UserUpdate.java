package users.api;

import java.util.Optional;

/**
 * A change of the user {@code id}.
 *
 * @param etag the version that the change was made from; empty: whatever is there
 */
public record UserUpdate(UserId id, Optional<Etag> etag, ProfileUpdate profile) {}
