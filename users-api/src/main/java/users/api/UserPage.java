package users.api;

import java.util.List;
import java.util.Optional;

/**
 * A page of users in the order that was asked for: as many as were asked for at most, and no more than 3 MiB.
 *
 * @param next asks for the page behind this one; empty when this was the last
 */
public record UserPage(List<User> users, Optional<PageToken> next) {}
