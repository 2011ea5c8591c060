package users.api;

/**
 * What a watcher is told.
 *
 * <p>Whoever keeps users by id puts the one of Created, Updated and Undeleted and drops the one of Deleted, Purged and
 * Removed.
 */
public sealed interface UserEvent {

    /** Go on behind this event with it. */
    ResumeToken resumeToken();

    /** The user is new. */
    record Created(User user, ResumeToken resumeToken) implements UserEvent {}

    /** The user was changed, or was given another password, and matches the filter. */
    record Updated(User user, ResumeToken resumeToken) implements UserEvent {}

    /** The user, as it was, went into the recycle bin. */
    record Deleted(User user, ResumeToken resumeToken) implements UserEvent {}

    /** The user came back from there. */
    record Undeleted(User user, ResumeToken resumeToken) implements UserEvent {}

    /** The user is gone for good. */
    record Purged(UserId id, ResumeToken resumeToken) implements UserEvent {}

    /** The user, as it is now, was changed and does not match the filter any more. */
    record Removed(User user, ResumeToken resumeToken) implements UserEvent {}

    /** Nothing has happened until now. */
    record Heartbeat(ResumeToken resumeToken) implements UserEvent {}
}
