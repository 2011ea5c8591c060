package users.server.postgres.changes;

import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import users.api.UserError;
import users.api.UserException;
import users.server.postgres.database.Database;
import users.server.postgres.database.SqlFailures;

/**
 * Reads changes in the order of a difference of snapshots: those that are committed now and were not at a place, by
 * position. A position alone is no order of commits, and neither is a transaction's number.
 *
 * <p>Each method throws {@link UserException} with {@link UserError.WatchExpired} when changes behind the place may have
 * been forgotten.
 */
final class ChangeReads {

    /** Changes read at a time. */
    private static final int BATCH = 100;

    private final Database database;

    ChangeReads(Database database) {
        this.database = database;
    }

    /** Where one is who has seen all that is committed. */
    Place now() {
        return Place.at(snapshot(query("current-snapshot", Map.of()).getFirst()));
    }

    /** Requires that a place is not behind what was forgotten. */
    void check(Place place) {
        var row = query("current-snapshot", Map.of()).getFirst();
        check(place, row);
        checkOrder(place, snapshot(row));
    }

    /** The next changes behind a place, on the way to its later snapshot, or to a new one when it has arrived. */
    Batch behind(Place place) {
        return place.arrived() ? toNow(place) : onTheWay(place);
    }

    private Batch toNow(Place place) {
        var then = place.to();
        var rows = query(
                "new-changes",
                Map.of("end", Long.toString(then.end()), "running", then.runningArray(), "limit", BATCH));
        check(place, rows.getFirst());
        var now = snapshot(rows.getFirst());
        checkOrder(place, now);
        var changes = ChangeRows.changes(rows);
        return new Batch(place.towards(now), changes, changes.size() < BATCH);
    }

    private Batch onTheWay(Place place) {
        var changes = between(place, place.position());
        if (!changes.isEmpty()) {
            return new Batch(place, changes, false);
        }
        // Positions of other transactions may lie between, any number of them.
        return next(place)
                .map(next -> new Batch(place, between(place, next - 1), false))
                .orElseGet(() -> new Batch(place, List.of(), true));
    }

    private List<Change> between(Place place, long after) {
        var rows = query(
                "changes-between",
                Map.of(
                        "after",
                        after,
                        "until",
                        after + BATCH,
                        "from",
                        place.from().toString(),
                        "to",
                        place.to().toString()));
        check(place, rows.getFirst());
        return ChangeRows.changes(rows);
    }

    private Optional<Long> next(Place place) {
        var rows = query(
                "next-change",
                Map.of(
                        "after",
                        place.position(),
                        "end",
                        Long.toString(place.from().end()),
                        "running",
                        place.from().runningArray(),
                        "to",
                        place.to().toString()));
        return Optional.ofNullable(rows.getFirst().column("position").get(Long.class));
    }

    /** Planned for its values each time: how much lies behind a snapshot decides how it is best read. */
    private List<DbRow> query(String name, Map<String, Object> parameters) {
        return SqlFailures.translate(() -> {
            try (var rows = database.lists()
                    .execute()
                    .createNamedQuery(name)
                    .params(parameters)
                    .execute()) {
                return rows.toList();
            }
        });
    }

    private static Snapshot snapshot(DbRow row) {
        return Snapshot.parse(row.column("snapshot").get(String.class));
    }

    /** What was forgotten is older than all that ran then: who has not seen everything until it has missed some. */
    private static void check(Place place, DbRow row) {
        if (Long.parseLong(row.column("forgotten").get(String.class))
                >= place.from().start()) {
            throw new UserException(new UserError.WatchExpired());
        }
    }

    /** A database that was set back, or whose standby took over without its last transactions, does them again. */
    private static void checkOrder(Place place, Snapshot now) {
        if (now.end() < place.to().end()) {
            throw new UserException(new UserError.WatchExpired());
        }
    }
}
