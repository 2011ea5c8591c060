package users.server.takeover;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table {@code users.users} as it was found, by its columns.
 *
 * @param columns types by names; empty when there is no such table
 */
record OldTable(Map<String, String> columns) {

    private static final Set<String> ANY_TYPE = Set.of();
    private static final Set<String> TIMES = Set.of("timestamp with time zone", "timestamp without time zone");
    private static final Map<String, Set<String>> EXPECTED = Map.of(
            "id", Set.of("uuid"),
            "first_name", ANY_TYPE,
            "last_name", ANY_TYPE,
            "nickname", ANY_TYPE,
            "password", ANY_TYPE,
            "email", ANY_TYPE,
            "country", ANY_TYPE,
            "created_at", TIMES,
            "updated_at", TIMES);

    static OldTable read(Session session) throws SQLException {
        var columns = new LinkedHashMap<String, String>();
        session.read("columns", row -> columns.put(row.getString("name"), row.getString("type")));
        return new OldTable(columns);
    }

    /** Whether this service made it: of all tables of users, only ours had this column from the first migration on. */
    boolean ours() {
        return columns.containsKey("email_key");
    }

    /** Whether it is there and not ours; if it is nobody's that we know, {@link #requireNothingElse} says so. */
    boolean older() {
        return !columns.isEmpty() && !ours();
    }

    /** @throws TakeoverRefusedException when the Go service's columns are not what it has, all of them and no more */
    void requireNothingElse() {
        var differences = new ArrayList<String>();
        EXPECTED.keySet().stream()
                .sorted()
                .filter(name -> !columns.containsKey(name))
                .forEach(name -> differences.add("it must have a column " + name));
        columns.forEach((name, type) -> {
            var types = EXPECTED.get(name);
            if (types == null) {
                differences.add("it must not have a column " + name + ", which would be lost");
            } else if (!types.isEmpty() && !types.contains(type)) {
                differences.add("its column %s must be of type %s, not %s"
                        .formatted(
                                name,
                                String.join(" or ", types.stream().sorted().toList()),
                                type));
            }
        });
        if (!differences.isEmpty()) {
            throw new TakeoverRefusedException(List.copyOf(differences), "Alter the table users.users");
        }
    }
}
