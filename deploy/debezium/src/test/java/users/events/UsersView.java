package users.events;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The users, as a service that reads the topic knows them: docs/consuming.md shows what stands between the marks. */
final class UsersView {

    // consuming.md
    private final Map<String, JsonObject> users = new HashMap<>();
    private final Map<String, Position> positions = new HashMap<>(); // of those who are gone, too: they may come back
    private final Set<String> replayed = new HashSet<>(); // whose newest record was one that was known

    void apply(ConsumerRecord<String, String> record) {
        var id =
                JsonParser.parseString(record.key()).getAsJsonObject().get("id").getAsString();
        if (record.value() == null) { // a tombstone: it belongs to the record before it
            if (!replayed.remove(id)) users.remove(id);
            return;
        }
        var event = JsonParser.parseString(record.value()).getAsJsonObject();
        var position =
                Position.of(event.getAsJsonObject("source").get("sequence").getAsString());
        if (position.compareTo(positions.getOrDefault(id, new Position(0, 0))) <= 0) {
            replayed.add(id);
            return;
        }
        replayed.remove(id);
        positions.put(id, position);
        if (event.get("after").isJsonObject()) users.put(id, event.getAsJsonObject("after"));
        else users.remove(id);
    }

    /** Where in PostgreSQL's log: the last commit before the change's own, and its row. */
    record Position(long commit, long row) implements Comparable<Position> {

        static Position of(String sequence) { // ["25845968","25846008"], at the very beginning [null,"25846008"]
            var parts = JsonParser.parseString(sequence).getAsJsonArray();
            return new Position(
                    parts.get(0).isJsonNull() ? 0 : parts.get(0).getAsLong(),
                    parts.get(1).getAsLong());
        }

        @Override
        public int compareTo(Position other) {
            return commit == other.commit ? Long.compare(row, other.row) : Long.compare(commit, other.commit);
        }
    }
    // consuming.md

    /** By id. */
    Map<String, JsonObject> users() {
        return users;
    }
}
