package users.shell.rows;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import users.api.InvalidValueException;
import users.api.Quoted;
import users.api.Spelling;
import users.api.Violation;
import users.api.Violations;
import users.shell.rows.Rows.Row;
import users.shell.text.TextLines;
import users.shell.text.UnreadableTextException;

/** Rows that are JSON objects, each on a line of its own. */
final class JsonRows implements Rows.RowReader {

    private final TextLines lines;
    private boolean begun;

    JsonRows(TextLines lines) {
        this.lines = lines;
    }

    @Override
    public Row read(String line) {
        var object = object(line);
        if (object.isEmpty() && !begun) {
            throw new UnreadableTextException(
                    "line %d is no whole JSON object: each must stand on a line of its own, as export -o ndjson writes it"
                            .formatted(lines.number()));
        }
        begun = true;
        if (object.isEmpty()) {
            return new Row.Bad(
                    lines.number(),
                    List.of(new Violation("row", "must be one JSON object, each name once, on a line of its own")));
        }
        return read(object.get());
    }

    private Row read(Map<String, JsonElement> object) {
        var violations = new Violations();
        var values = new HashMap<String, String>();
        object.forEach((name, value) -> {
            if (!UserRow.NAMES.contains(name)) {
                violations.add(
                        Quoted.of(name),
                        "is no field of a user"
                                + Spelling.nearest(name, UserRow.NAMES)
                                        .map("; did you mean %s?"::formatted)
                                        .orElse(""));
            } else if (!value.isJsonNull()) {
                violations.read(name, value, JsonRows::text).ifPresent(text -> values.put(name, text));
            }
        });
        return new UserRow(lines.number(), values).read(violations);
    }

    private static String text(JsonElement value) {
        if (value.isJsonObject()) {
            return value.toString();
        }
        if (value.isJsonPrimitive() && !value.getAsJsonPrimitive().isNumber()) {
            return value.getAsString();
        }
        throw new InvalidValueException("must be text in quotes");
    }

    /** The members of a JSON object, none of them twice; empty when the text is anything else. */
    static Optional<Map<String, JsonElement>> object(String text) {
        var json = new JsonReader(new StringReader(text.strip()));
        json.setStrictness(Strictness.STRICT);
        var members = new LinkedHashMap<String, JsonElement>();
        try {
            json.beginObject();
            while (json.hasNext()) {
                if (members.put(json.nextName(), JsonParser.parseReader(json)) != null) {
                    return Optional.empty();
                }
            }
            json.endObject();
            return json.peek() == JsonToken.END_DOCUMENT ? Optional.of(members) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
