package users.shell.execution;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** What is in a stream, some at a time; there is always a first portion. */
final class Portions<T> implements Iterator<List<T>> {

    private static final int SIZE = 500;

    private final Iterator<T> all;
    private boolean begun;

    Portions(Iterator<T> all) {
        this.all = all;
    }

    @Override
    public boolean hasNext() {
        return !begun || all.hasNext();
    }

    @Override
    public List<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        begun = true;
        var portion = new ArrayList<T>();
        while (portion.size() < SIZE && all.hasNext()) {
            portion.add(all.next());
        }
        return portion;
    }
}
