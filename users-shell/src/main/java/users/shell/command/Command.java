package users.shell.command;

import java.util.List;
import java.util.Optional;
import users.api.Etag;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.UserKey;
import users.api.UserOrder;
import users.api.Violation;
import users.api.filter.Filter;

/** What a person or a script asked for, every value checked. */
public sealed interface Command {

    /** Creates a user. */
    record Create(Profile profile, PasswordSource password) implements Command {}

    /** Shows one user. */
    record Get(UserKey key) implements Command {}

    /** Shows all users that a filter lets through, deleted ones only when they are asked for. */
    record ListUsers(Filter filter, UserOrder order, boolean showDeleted) implements Command {}

    /** Changes what is not empty; fails when an etag is given and the user is of another version. */
    record Update(UserKey key, Optional<Etag> etag, ProfileUpdate profile) implements Command {}

    /** Deletes a user; fails when an etag is given and the user is of another version. */
    record Delete(UserKey key, Optional<Etag> etag) implements Command {}

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
