package users.shell;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import users.api.PageToken;
import users.api.ResumeToken;
import users.api.UserChange;
import users.api.UserChangePage;
import users.api.UserEvent;
import users.api.grpc.UserMessages;
import users.v1.ChangeKind;
import users.v1.FieldChange;
import users.v1.ListUserChangesResponse;
import users.v1.User;
import users.v1.WatchUsersResponse;

/** What happened to users, as messages. */
final class FakeMessages {

    private FakeMessages() {}

    static WatchUsersResponse encode(UserEvent event) {
        return switch (event) {
            case UserEvent.Created(var user, var token) -> message(ChangeKind.CREATED, user, token);
            case UserEvent.Updated(var user, var token) -> message(ChangeKind.UPDATED, user, token);
            case UserEvent.Deleted(var user, var token) -> message(ChangeKind.DELETED, user, token);
            case UserEvent.Undeleted(var user, var token) -> message(ChangeKind.UNDELETED, user, token);
            case UserEvent.Removed(var user, var token) -> message(ChangeKind.REMOVED, user, token);
            case UserEvent.Purged(var id, var token) ->
                message(ChangeKind.PURGED, token)
                        .setUser(User.newBuilder().setId(id.toString()))
                        .build();
            case UserEvent.Heartbeat(var token) ->
                message(ChangeKind.HEARTBEAT, token).build();
        };
    }

    private static WatchUsersResponse message(ChangeKind kind, users.api.User user, ResumeToken token) {
        return message(kind, token).setUser(UserMessages.encode(user)).build();
    }

    private static WatchUsersResponse.Builder message(ChangeKind kind, ResumeToken token) {
        return WatchUsersResponse.newBuilder().setKind(kind).setResumeToken(token.value());
    }

    static ListUserChangesResponse encode(UserChangePage page) {
        var message = ListUserChangesResponse.newBuilder()
                .setNextPageToken(page.next().map(PageToken::value).orElse(""));
        page.changes().forEach(change -> message.addChanges(encode(change)));
        return message.build();
    }

    private static users.v1.UserChange encode(UserChange change) {
        var message = users.v1.UserChange.newBuilder()
                .setKind(ChangeKind.valueOf(change.kind().name()))
                .setTime(encode(change.time()))
                .setActor(change.actor())
                .setEtag(change.etag().toString());
        for (var field : change.fields()) {
            var encoded = FieldChange.newBuilder().setField(field.name());
            field.before().ifPresent(encoded::setOldValue);
            field.after().ifPresent(encoded::setNewValue);
            message.addFields(encoded);
        }
        return message.build();
    }

    private static Timestamp encode(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
