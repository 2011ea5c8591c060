package users.api;

import java.util.Optional;

/**
 * A user to be deleted.
 *
 * @param etag the version that it must still have; empty: whatever is there
 */
public record UserDeletion(UserId id, Optional<Etag> etag) {}
