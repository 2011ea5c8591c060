package users.server.postgres.changes;

import java.util.List;

/**
 * Changes on the way from one snapshot to a later one, by position.
 *
 * @param start where whoever takes them is
 * @param complete whether they are the last ones on that way
 */
record Batch(Place start, List<Change> changes, boolean complete) {

    /** No changes. */
    static Batch nothing(Place place) {
        return new Batch(place, List.of(), false);
    }

    /** Where one is behind all of them. */
    Place end() {
        return changes.isEmpty() ? behindNone() : behind(changes.size() - 1);
    }

    /** Where one is behind the change of an index. */
    Place behind(int index) {
        return complete && index == changes.size() - 1
                ? Place.at(start.to())
                : new Place(start.from(), start.to(), changes.get(index).position());
    }

    int bytes() {
        return changes.stream().mapToInt(Change::bytes).sum();
    }

    private Place behindNone() {
        return complete ? Place.at(start.to()) : start;
    }
}
