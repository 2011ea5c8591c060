package users.shell.output;

import java.util.Optional;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserEvent;
import users.api.UserId;

/**
 * An event in the form of users.proto.
 *
 * @param id of the user, also where there is no more of it
 */
record Happening(String kind, Optional<UserId> id, Optional<User> user, ResumeToken resumeToken) {

    static Happening of(UserEvent event) {
        return switch (event) {
            case UserEvent.Created(var user, var token) -> of("CREATED", user, token);
            case UserEvent.Updated(var user, var token) -> of("UPDATED", user, token);
            case UserEvent.Deleted(var user, var token) -> of("DELETED", user, token);
            case UserEvent.Undeleted(var user, var token) -> of("UNDELETED", user, token);
            case UserEvent.Removed(var user, var token) -> of("REMOVED", user, token);
            case UserEvent.Purged(var id, var token) ->
                new Happening("PURGED", Optional.of(id), Optional.empty(), token);
            case UserEvent.Heartbeat(var token) ->
                new Happening("HEARTBEAT", Optional.empty(), Optional.empty(), token);
        };
    }

    private static Happening of(String kind, User user, ResumeToken token) {
        return new Happening(kind, Optional.of(user.id()), Optional.of(user), token);
    }
}
