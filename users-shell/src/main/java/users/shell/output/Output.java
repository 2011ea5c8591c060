package users.shell.output;

import java.util.Iterator;
import java.util.List;
import users.api.ExportedUser;
import users.api.User;
import users.api.UserChange;
import users.api.UserEvent;
import users.api.UserId;
import users.shell.connection.Endpoint;
import users.shell.connection.Health;

/** How answers are shown. */
public interface Output {

    /** Shows one user. */
    void user(User user);

    /**
     * Shows users page by page, as they come; stops to ask for more when nobody reads any longer.
     *
     * @param showDeleted whether deleted users may be among them
     */
    void users(Iterator<List<User>> pages, boolean showDeleted);

    /**
     * Shows an export page by page, as it comes, likewise.
     *
     * @param passwordHashes whether those of the users who have one are among it
     */
    void exported(Iterator<List<ExportedUser>> pages, boolean passwordHashes);

    /** Shows that a user is gone for good. */
    void purged(UserId id);

    /** Shows what has happened to a user, page by page as users are. */
    void changes(Iterator<List<UserChange>> pages);

    /** Shows what happens to users, at once. */
    void event(UserEvent event);

    /**
     * Shows what came of an import.
     *
     * @param validateOnly whether nothing was written
     */
    void imported(ImportSummary summary, boolean validateOnly);

    /** Shows whether a server takes calls. */
    void health(Endpoint endpoint, Health health);
}
