package users.api.grpc;

import java.util.Optional;
import users.api.Etag;
import users.api.PageToken;
import users.api.ResumeToken;
import users.api.UserChange;
import users.api.UserChangePage;
import users.api.UserEvent;
import users.api.UserId;
import users.v1.ChangeKind;
import users.v1.FieldChange;
import users.v1.ListUserChangesResponse;
import users.v1.User;
import users.v1.WatchUsersResponse;

/** Changes of users as messages and back, those that are watched and those of a history. */
public final class ChangeMessages {

    private ChangeMessages() {}

    /** The message of an event. */
    public static WatchUsersResponse encode(UserEvent event) {
        var message = WatchUsersResponse.newBuilder()
                .setResumeToken(event.resumeToken().value());
        switch (event) {
            case UserEvent.Created(var user, var any) -> add(message, ChangeKind.CREATED, user);
            case UserEvent.Updated(var user, var any) -> add(message, ChangeKind.UPDATED, user);
            case UserEvent.Deleted(var user, var any) -> add(message, ChangeKind.DELETED, user);
            case UserEvent.Undeleted(var user, var any) -> add(message, ChangeKind.UNDELETED, user);
            case UserEvent.Removed(var user, var any) -> add(message, ChangeKind.REMOVED, user);
            case UserEvent.Purged(var id, var any) ->
                message.setKind(ChangeKind.PURGED).setUser(User.newBuilder().setId(id.toString()));
            case UserEvent.Heartbeat any -> message.setKind(ChangeKind.HEARTBEAT);
        }
        return message.build();
    }

    /** The message of a page of a history. */
    public static ListUserChangesResponse encode(UserChangePage page) {
        var message = ListUserChangesResponse.newBuilder();
        page.changes().forEach(change -> message.addChanges(encode(change)));
        page.next().ifPresent(token -> message.setNextPageToken(token.value()));
        return message.build();
    }

    /** @throws IllegalArgumentException when no event has this kind */
    static UserEvent decode(WatchUsersResponse message) {
        var token = new ResumeToken(message.getResumeToken());
        return switch (message.getKind()) {
            case CREATED -> new UserEvent.Created(UserMessages.decode(message.getUser()), token);
            case UPDATED -> new UserEvent.Updated(UserMessages.decode(message.getUser()), token);
            case DELETED -> new UserEvent.Deleted(UserMessages.decode(message.getUser()), token);
            case UNDELETED -> new UserEvent.Undeleted(UserMessages.decode(message.getUser()), token);
            case REMOVED -> new UserEvent.Removed(UserMessages.decode(message.getUser()), token);
            case PURGED -> new UserEvent.Purged(UserId.parse(message.getUser().getId()), token);
            case HEARTBEAT -> new UserEvent.Heartbeat(token);
            case CHANGE_KIND_UNSPECIFIED, UNRECOGNIZED -> throw unknown();
        };
    }

    /** @throws IllegalArgumentException when no change has this kind */
    static UserChangePage decode(ListUserChangesResponse message) {
        var next = message.getNextPageToken();
        return new UserChangePage(
                message.getChangesList().stream().map(ChangeMessages::decode).toList(),
                next.isEmpty() ? Optional.empty() : Optional.of(new PageToken(next)));
    }

    private static void add(WatchUsersResponse.Builder message, ChangeKind kind, users.api.User user) {
        message.setKind(kind).setUser(UserMessages.encode(user));
    }

    private static users.v1.UserChange encode(UserChange change) {
        var message = users.v1.UserChange.newBuilder()
                .setKind(ChangeKind.valueOf(change.kind().name()))
                .setTime(UserMessages.encode(change.time()))
                .setActor(change.actor())
                .setEtag(change.etag().toString());
        change.fields().forEach(field -> message.addFields(encode(field)));
        return message.build();
    }

    private static FieldChange.Builder encode(UserChange.Field field) {
        var message = FieldChange.newBuilder().setField(field.name());
        field.before().ifPresent(message::setOldValue);
        field.after().ifPresent(message::setNewValue);
        return message;
    }

    private static UserChange decode(users.v1.UserChange message) {
        return new UserChange(
                kind(message.getKind()),
                UserMessages.decode(message.getTime()),
                message.getActor(),
                Etag.parse(message.getEtag()),
                message.getFieldsList().stream().map(ChangeMessages::decode).toList());
    }

    private static UserChange.Field decode(FieldChange message) {
        return new UserChange.Field(
                message.getField(),
                message.hasOldValue() ? Optional.of(message.getOldValue()) : Optional.empty(),
                message.hasNewValue() ? Optional.of(message.getNewValue()) : Optional.empty());
    }

    private static UserChange.Kind kind(ChangeKind kind) {
        return switch (kind) {
            case CREATED -> UserChange.Kind.CREATED;
            case UPDATED -> UserChange.Kind.UPDATED;
            case DELETED -> UserChange.Kind.DELETED;
            case UNDELETED -> UserChange.Kind.UNDELETED;
            case PURGED -> UserChange.Kind.PURGED;
            case REMOVED, HEARTBEAT, CHANGE_KIND_UNSPECIFIED, UNRECOGNIZED -> throw unknown();
        };
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("a kind of change that this client does not know");
    }
}
