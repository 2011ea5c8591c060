package users.events;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes events comparable that were recorded at different times: each id, instant and number of PostgreSQL's is called by
 * the order in which it is first seen.
 */
final class Story {

    private static final Set<String> VARYING = Set.of(
            "id",
            "create_time",
            "update_time",
            "password_change_time",
            "ts_ms",
            "ts_us",
            "ts_ns",
            "sequence",
            "txId",
            "lsn",
            "db");

    private final Map<String, String> names = new HashMap<>();

    /** The record's value, readable. */
    static String pretty(JsonElement value) {
        return new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(value);
    }

    JsonObject of(JsonObject event) {
        var told = new JsonObject();
        for (var field : event.entrySet()) {
            told.add(field.getKey(), of(field.getKey(), field.getValue()));
        }
        return told;
    }

    private JsonElement of(String name, JsonElement value) {
        if (value.isJsonObject()) {
            return of(value.getAsJsonObject());
        }
        if (VARYING.contains(name) && value.isJsonPrimitive()) {
            // The times of an event are not its alone, and need not differ.
            var kind = name.startsWith("ts_") ? name : name + " " + value.getAsString();
            return new JsonPrimitive(names.computeIfAbsent(kind, any -> name + "-" + (names.size() + 1)));
        }
        return value;
    }
}
