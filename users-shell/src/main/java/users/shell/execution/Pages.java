package users.shell.execution;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import users.api.PageToken;
import users.api.User;
import users.api.UserQuery;
import users.api.Users;
import users.shell.command.Command;

/** All users of a list, asked for page by page as they are wanted; there is always a first page. */
final class Pages implements Iterator<List<User>> {

    private static final int PAGE_SIZE = 500;

    private final Users users;
    private final Command.ListUsers list;
    private Optional<PageToken> next = Optional.empty();
    private boolean begun;

    Pages(Users users, Command.ListUsers list) {
        this.users = users;
        this.list = list;
    }

    @Override
    public boolean hasNext() {
        return !begun || next.isPresent();
    }

    @Override
    public List<User> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var page = users.list(new UserQuery(list.filter(), list.order(), list.showDeleted(), PAGE_SIZE, next));
        begun = true;
        next = page.next();
        return page.users();
    }
}
