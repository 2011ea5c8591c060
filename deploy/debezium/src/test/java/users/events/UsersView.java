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
    private final Map<String, Long> positions = new HashMap<>(); // of those who are gone, too: they may come back
    private final Set<String> replayed = new HashSet<>(); // whose newest record was one that was known

    void apply(ConsumerRecord<String, String> record) {
        var id =
                JsonParser.parseString(record.key()).getAsJsonObject().get("id").getAsString();
        if (record.value() == null) { // a tombstone: it belongs to the record before it
            if (!replayed.remove(id)) users.remove(id);
            return;
        }
        var event = JsonParser.parseString(record.value()).getAsJsonObject();
        var sequence = event.getAsJsonObject("source").get("sequence").getAsString(); // ["…","25846008"]
        long position = JsonParser.parseString(sequence).getAsJsonArray().get(1).getAsLong();
        if (position <= positions.getOrDefault(id, 0L)) {
            replayed.add(id);
            return;
        }
        replayed.remove(id);
        positions.put(id, position);
        if (event.get("after").isJsonObject()) users.put(id, event.getAsJsonObject("after"));
        else users.remove(id);
    }
    // consuming.md

    /** By id. */
    Map<String, JsonObject> users() {
        return users;
    }
}
