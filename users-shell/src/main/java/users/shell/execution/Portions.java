package users.shell.execution;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import users.api.User;

/** The users of a stream, some at a time; there is always a first portion. */
final class Portions implements Iterator<List<User>> {

    private static final int SIZE = 500;

    private final Iterator<User> users;
    private boolean begun;

    Portions(Iterator<User> users) {
        this.users = users;
    }

    @Override
    public boolean hasNext() {
        return !begun || users.hasNext();
    }

    @Override
    public List<User> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        begun = true;
        var portion = new ArrayList<User>();
        while (portion.size() < SIZE && users.hasNext()) {
            portion.add(users.next());
        }
        return portion;
    }
}
