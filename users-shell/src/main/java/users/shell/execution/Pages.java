package users.shell.execution;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import users.api.PageToken;
import users.api.User;
import users.api.UserChange;
import users.api.UserChangeQuery;
import users.api.UserId;
import users.api.UserQuery;
import users.api.Users;
import users.shell.command.Command;

/** All of a list, asked for page by page as they are wanted; there is always a first page. */
final class Pages<T> implements Iterator<List<T>> {

    private static final int PAGE_SIZE = 500;

    private final Function<Optional<PageToken>, Page<T>> source;
    private Optional<PageToken> next = Optional.empty();
    private boolean begun;

    private record Page<T>(List<T> items, Optional<PageToken> next) {}

    private Pages(Function<Optional<PageToken>, Page<T>> source) {
        this.source = source;
    }

    static Pages<User> of(Users users, Command.ListUsers list) {
        return new Pages<>(token -> {
            var page = users.list(new UserQuery(list.filter(), list.order(), list.showDeleted(), PAGE_SIZE, token));
            return new Page<>(page.users(), page.next());
        });
    }

    static Pages<UserChange> ofChanges(Users users, UserId id) {
        return new Pages<>(token -> {
            var page = users.changes(new UserChangeQuery(id, PAGE_SIZE, token));
            return new Page<>(page.changes(), page.next());
        });
    }

    @Override
    public boolean hasNext() {
        return !begun || next.isPresent();
    }

    @Override
    public List<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var page = source.apply(next);
        begun = true;
        next = page.next();
        return page.items();
    }
}
