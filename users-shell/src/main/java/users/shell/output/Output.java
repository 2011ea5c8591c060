package users.shell.output;

import java.util.Iterator;
import java.util.List;
import users.api.User;
import users.shell.connection.Endpoint;
import users.shell.connection.Health;

/** How answers are shown. */
public interface Output {

    /** Shows one user. */
    void user(User user);

    /** Shows users page by page, as they come; stops to ask for more when nobody reads any longer. */
    void users(Iterator<List<User>> pages);

    /** Shows whether a server takes calls. */
    void health(Endpoint endpoint, Health health);
}
