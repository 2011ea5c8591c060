package users.shell.command;

import java.util.List;
import java.util.Optional;
import users.api.Etag;
import users.api.ImportOptions;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.ResumeToken;
import users.api.UserKey;
import users.api.UserOrder;
import users.api.Violation;
import users.api.WriteOptions;
import users.api.filter.Filter;

/** What a person or a script asked for, every value checked. */
public sealed interface Command {

    /** Creates a user. */
    record Create(Profile profile, PasswordSource password, WriteOptions options) implements Command {}

    /** Shows users, deleted ones only when they are asked for. */
    record Get(List<UserKey> keys, boolean showDeleted) implements Command {}

    /** Shows all users that a filter lets through, deleted ones only when they are asked for. */
    record ListUsers(Filter filter, UserOrder order, boolean showDeleted) implements Command {}

    /** Changes what is not empty; fails when an etag is given and the user is of another version. */
    record Update(UserKey key, Optional<Etag> etag, ProfileUpdate profile, LabelChanges labels, WriteOptions options)
            implements Command {}

    /** Deletes a user; fails when an etag is given and the user is of another version. */
    record Delete(UserKey key, Optional<Etag> etag, WriteOptions options) implements Command {}

    /** Takes a user out of the recycle bin. */
    record Undelete(UserKey key, WriteOptions options) implements Command {}

    /**
     * Ends a deleted user for good.
     *
     * @param confirmed whether it is meant without a person being asked
     */
    record Purge(UserKey key, boolean confirmed) implements Command {}

    /** Checks a password. */
    record Verify(UserKey key, PasswordSource password) implements Command {}

    /** Gives a user a new password. */
    record SetPassword(UserKey key, PasswordSource password) implements Command {}

    /** The same with the old password; both come from the same source, the old one first. */
    record ChangePassword(UserKey key, PasswordSource passwords) implements Command {}

    /**
     * Imports the rows of a file.
     *
     * @param file {@code -} is standard input
     */
    record ImportUsers(String file, ImportOptions options) implements Command {}

    /** Writes all users that a filter lets through, as of one moment, the hashes of their passwords only when asked. */
    record Export(Filter filter, boolean passwordHashes) implements Command {}

    /** Shows changes as they come, from now or from where an earlier watch ended. */
    record Watch(Filter filter, Optional<ResumeToken> resume) implements Command {}

    /** Shows what has happened to a user. */
    record Changes(UserKey key) implements Command {}

    /** Asks the server whether it takes calls. */
    record Health() implements Command {}

    /** Shows a text: help, or the version. */
    record Show(String text) implements Command {}

    /** Shows the lines of earlier. */
    record History() implements Command {}

    /** Leaves the shell, or ends the batch. */
    record Exit() implements Command {}

    /**
     * What was typed is no command.
     *
     * @param message one sentence without a full stop
     * @param violations the flags that are wrong, where it is about flags
     * @param hint what to type next
     */
    record Erroneous(String message, List<Violation> violations, String hint) implements Command {}
}
