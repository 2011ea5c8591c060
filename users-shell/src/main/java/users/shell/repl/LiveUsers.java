package users.shell.repl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import users.api.User;
import users.api.UserException;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.shell.connection.AccessException;
import users.shell.connection.Calls;

/** The users that Tab offers: a page of them, asked for no more often than every few seconds. */
final class LiveUsers {

    private static final int PAGE_SIZE = 1000;
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration FRESHNESS = Duration.ofSeconds(3);

    private final Calls calls;
    private List<User> users = List.of();
    private Instant asked = Instant.MIN;

    LiveUsers(Calls calls) {
        this.calls = calls;
    }

    /** Nobody when the server is slow or away: Tab never says what is wrong, the command itself will. */
    List<User> list() {
        if (asked.plus(FRESHNESS).isBefore(Instant.now())) {
            asked = Instant.now();
            users = ask();
        }
        return users;
    }

    private List<User> ask() {
        try {
            return calls.users(PATIENCE)
                    .list(new UserQuery(Filter.ALL, PAGE_SIZE, Optional.empty()))
                    .users();
        } catch (UserException | AccessException e) {
            return List.of();
        }
    }
}
