package users.events;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the topic that is no tombstone.
 *
 * @param change who was changed, to which version, and how: c, u, d or r
 * @param position where in PostgreSQL's log
 * @param value all of it
 */
record Event(Change change, UsersView.Position position, JsonObject value) {

    /** One change of one user. A deleted user has the version that it had. */
    record Change(String userId, long version, String operation) {}

    static Optional<Event> of(ConsumerRecord<String, String> record) {
        return Optional.ofNullable(record.value()).map(text -> {
            var value = JsonParser.parseString(text).getAsJsonObject();
            var source = value.getAsJsonObject("source");
            var row = value.get("after").isJsonObject()
                    ? value.getAsJsonObject("after")
                    : value.getAsJsonObject("before");
            return new Event(
                    new Change(
                            row.get("id").getAsString(),
                            row.get("version").getAsLong(),
                            value.get("op").getAsString()),
                    UsersView.Position.of(source.get("sequence").getAsString()),
                    value);
        });
    }
}
