package users.server.postgres.changes;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which transactions are over, as PostgreSQL's {@code pg_snapshot} has it.
 *
 * @param start all before it are over
 * @param end it and all behind it are not
 * @param running those between that are not
 */
record Snapshot(long start, long end, List<Long> running) {

    /** Reads PostgreSQL's text of one, such as {@code 10:20:10,14}. */
    static Snapshot parse(String text) {
        var parts = text.split(":", -1);
        return new Snapshot(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Stream.of(parts[2].split(","))
                        .filter(id -> !id.isEmpty())
                        .map(Long::valueOf)
                        .toList());
    }

    /** An array of those that run, as PostgreSQL writes it. */
    String runningArray() {
        return "{" + joined() + "}";
    }

    @Override
    public String toString() {
        return start + ":" + end + ":" + joined();
    }

    private String joined() {
        return running.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
