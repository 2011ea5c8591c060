package users.server.postgres;

import io.helidon.dbclient.DbRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserId;

/** Rows read as users. */
final class UserRow {

    private UserRow() {}

    static User user(DbRow row) {
        return user(row, Optional.empty());
    }

    static User deletedUser(DbRow row) {
        return user(row, Optional.of(instant(row, "delete_time")));
    }

    static UserId id(DbRow row) {
        return new UserId(row.column("id").get(UUID.class));
    }

    static Etag etag(DbRow row) {
        return new Etag(row.column("version").get(Long.class));
    }

    /** Whether the user has another version than the one that was asked for. */
    static boolean stale(DbRow row) {
        return row.column("stale").get(Boolean.class);
    }

    private static User user(DbRow row, Optional<Instant> deleteTime) {
        return new User(
                id(row),
                new Profile(
                        new PersonName(text(row, "first_name")),
                        new PersonName(text(row, "last_name")),
                        new Nickname(text(row, "nickname")),
                        new Email(text(row, "email")),
                        new CountryCode(text(row, "country"))),
                instant(row, "create_time"),
                instant(row, "update_time"),
                etag(row),
                deleteTime);
    }

    private static String text(DbRow row, String column) {
        return row.column(column).get(String.class);
    }

    private static Instant instant(DbRow row, String column) {
        return row.column(column).get(Timestamp.class).toInstant();
    }
}
