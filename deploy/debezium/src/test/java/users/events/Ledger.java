package users.events;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was committed, by the database's own account. */
record Ledger(Postgres postgres) {

    /** All changes, as the topic should tell them. */
    Set<Event.Change> changes() throws SQLException {
        var changes = new HashSet<Event.Change>();
        for (var line : postgres.column("""
                select user_id || ' ' || version || ' ' || case kind when 'UPDATED' then 'u' when 'DELETED' then 'd' else 'c' end
                from users.changes where kind <> 'PURGED'
                """)) {
            var words = line.split(" ", -1);
            changes.add(new Event.Change(words[0], Long.parseLong(words[1]), words[2]));
        }
        return changes;
    }

    /** The table, in the form that an event has. */
    Map<String, JsonObject> users() throws SQLException {
        var users = new HashMap<String, JsonObject>();
        for (var line : postgres.column(
                """
                select jsonb_build_object(
                  'id', id, 'first_name', first_name, 'last_name', last_name, 'nickname', nickname, 'email', email,
                  'country', country, 'create_time', %1$s, 'update_time', %2$s, 'version', version,
                  'labels', cast(labels as text), 'disabled', disabled, 'disabled_reason', disabled_reason,
                  'password_change_time', %3$s)
                from users.users
                """.formatted(time("create_time"), time("update_time"), time("password_change_time")))) {
            var user = JsonParser.parseString(line).getAsJsonObject();
            users.put(user.get("id").getAsString(), user);
        }
        return users;
    }

    /** ISO 8601 in UTC, to the microsecond. */
    private static String time(String column) {
        return "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')".formatted(column);
    }
}
