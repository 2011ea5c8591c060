package users.api;

import java.util.List;
import java.util.Optional;

/**
 * A page of what has happened to a user, newest first: as much as was asked for at most, and no more than 3 MiB.
 *
 * @param next asks for the page behind this one; empty when this was the last
 */
public record UserChangePage(List<UserChange> changes, Optional<PageToken> next) {}
