package users.server.postgres.changes;

/**
 * How far a watcher is. It has had all that was committed in one snapshot, and of what a later one shows besides, which
 * comes by position, all up to a position.
 */
record Place(Snapshot from, Snapshot to, long position) {

    /** With all that is committed in a snapshot. */
    static Place at(Snapshot snapshot) {
        return new Place(snapshot, snapshot, 0);
    }

    /** Reads what {@link #toString} writes. */
    static Place parse(String text) {
        var parts = text.split(" ", -1);
        var from = Snapshot.parse(parts[0]);
        return parts.length == 1 ? at(from) : new Place(from, Snapshot.parse(parts[1]), Long.parseLong(parts[2]));
    }

    /** Whether there is nothing left of the later snapshot. */
    boolean arrived() {
        return from.equals(to);
    }

    /** From where it has arrived on its way to a later snapshot. */
    Place towards(Snapshot next) {
        return new Place(to, next, 0);
    }

    @Override
    public String toString() {
        return arrived() ? from.toString() : from + " " + to + " " + position;
    }
}
