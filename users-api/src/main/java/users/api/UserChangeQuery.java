package users.api;

import java.util.Optional;

/**
 * A page of a user's history to be listed.
 *
 * @param pageSize 1 to 1,000
 * @param pageToken {@link UserChangePage#next} of the page before; empty for the first one
 */
public record UserChangeQuery(UserId id, int pageSize, Optional<PageToken> pageToken) {}
