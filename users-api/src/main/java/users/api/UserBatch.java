package users.api;

import java.util.List;

/**
 * Users that were asked for by id, in the order asked.
 *
 * @param missing the ids that no user has; who is in the recycle bin counts as missing
 */
public record UserBatch(List<User> users, List<UserId> missing) {}
