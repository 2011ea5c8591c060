package users.server.postgres.changes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.postgresql.util.PGobject;
import users.api.User;
import users.api.UserChange;
import users.api.UserId;
import users.server.postgres.rows.UserColumns;

/** Rows of {@code users.changes} read as changes, the users in them from the JSON that PostgreSQL made of their rows. */
final class ChangeRows {

    private ChangeRows() {}

    /** Those of a statement that says more in each row, and in one without a change when there is none. */
    static List<Change> changes(List<DbRow> rows) {
        return rows.stream()
                .filter(row -> Optional.ofNullable(row.column("position").get(Long.class))
                        .isPresent())
                .map(ChangeRows::change)
                .toList();
    }

    static Change change(DbRow row) {
        var before = json(row, "before");
        var after = json(row, "after");
        return new Change(
                row.column("position").get(Long.class),
                new UserId(row.column("user_id").get(UUID.class)),
                UserChange.Kind.valueOf(row.column("kind").get(String.class)),
                before.map(ChangeRows::user),
                after.map(ChangeRows::user),
                Stream.of(before, after)
                        .flatMap(Optional::stream)
                        .mapToInt(String::length)
                        .sum());
    }

    private static User user(String json) {
        return new Json(JsonParser.parseString(json).getAsJsonObject()).user(Optional.empty());
    }

    private static Optional<String> json(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(PGobject.class)).map(PGobject::getValue);
    }

    private record Json(JsonObject row) implements UserColumns {

        @Override
        public UserId id() {
            return UserId.parse(text("id"));
        }

        @Override
        public String text(String column) {
            var value = row.get(column);
            return value.isJsonPrimitive() ? value.getAsString() : value.toString();
        }

        @Override
        public long number(String column) {
            return row.get(column).getAsLong();
        }

        @Override
        public boolean flag(String column) {
            return row.get(column).getAsBoolean();
        }

        @Override
        public Optional<Instant> time(String column) {
            return Optional.ofNullable(row.get(column))
                    .filter(value -> !value.isJsonNull())
                    .map(JsonElement::getAsString)
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        }
    }
}
