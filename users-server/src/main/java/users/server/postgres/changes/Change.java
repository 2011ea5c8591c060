package users.server.postgres.changes;

import java.util.Optional;
import java.util.function.Function;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserChange;
import users.api.UserEvent;
import users.api.UserId;
import users.api.filter.Filter;

/**
 * A row of {@code users.changes}.
 *
 * @param before the user as it was; empty where there was none, and once the user is purged
 * @param after the user as it is then; likewise
 * @param bytes of the stored users, about what it takes to keep it
 */
record Change(
        long position, UserId user, UserChange.Kind kind, Optional<User> before, Optional<User> after, int bytes) {

    /**
     * What a watcher with a filter is told, once it has a token; empty for nothing. A change of a user who is purged by
     * now is nothing: that it was purged comes as well.
     */
    Optional<Function<ResumeToken, UserEvent>> seenThrough(Filter filter) {
        var matching = after.filter(filter::matches);
        var matched = before.filter(filter::matches);
        return switch (kind) {
            case CREATED -> matching.map(user -> token -> new UserEvent.Created(user, token));
            case UNDELETED -> matching.map(user -> token -> new UserEvent.Undeleted(user, token));
            case UPDATED ->
                matching.<Function<ResumeToken, UserEvent>>map(user -> token -> new UserEvent.Updated(user, token))
                        .or(() ->
                                matched.flatMap(any -> after.map(user -> token -> new UserEvent.Removed(user, token))));
            case DELETED -> matched.map(user -> token -> new UserEvent.Deleted(user, token));
            case PURGED -> Optional.of(token -> new UserEvent.Purged(user, token));
        };
    }
}
