package users.server.postgres;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.helidon.dbclient.DbRow;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import org.postgresql.util.PGobject;
import users.api.CountryCode;
import users.api.Deletion;
import users.api.Email;
import users.api.Etag;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserId;
import users.api.UserStatus;

/**
 * Rows read as users.
 *
 * @param retention how long a deleted user stays in the recycle bin
 */
record UserRows(Duration retention) {

    private static final Instant GREGORIAN = Instant.parse("1582-10-15T00:00:00Z");

    private static final Gson GSON = new Gson();
    private static final TypeToken<Map<String, String>> LABELS = new TypeToken<>() {};

    User user(DbRow row) {
        return user(row, Optional.empty());
    }

    User deletedUser(DbRow row) {
        return user(row, Optional.of(deletion(instant(row, "delete_time").orElseThrow())));
    }

    /** A user of a list, deleted or not. */
    User listed(DbRow row) {
        return user(row, instant(row, "delete_time").map(this::deletion));
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

    private Deletion deletion(Instant time) {
        return new Deletion(time, time.plus(retention));
    }

    private static User user(DbRow row, Optional<Deletion> deletion) {
        return new User(
                id(row),
                new Profile(
                        new PersonName(text(row, "first_name")),
                        new PersonName(text(row, "last_name")),
                        new Nickname(text(row, "nickname")),
                        new Email(text(row, "email")),
                        new CountryCode(text(row, "country")),
                        labels(row),
                        status(row)),
                instant(row, "create_time").orElseThrow(),
                instant(row, "update_time").orElseThrow(),
                instant(row, "password_change_time"),
                etag(row),
                deletion);
    }

    private static Labels labels(DbRow row) {
        var json = row.column("labels").get(PGobject.class).getValue();
        return "{}".equals(json) ? Labels.NONE : new Labels(GSON.fromJson(json, LABELS));
    }

    private static UserStatus status(DbRow row) {
        return row.column("disabled").get(Boolean.class)
                ? new UserStatus.Disabled(text(row, "disabled_reason"))
                : UserStatus.ENABLED;
    }

    private static String text(DbRow row, String column) {
        return row.column(column).get(String.class);
    }

    private static Optional<Instant> instant(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(Timestamp.class)).map(UserRows::instant);
    }

    /** The driver takes what is before 1582-10-15 for a date of the Julian calendar; PostgreSQL knows no other than ours. */
    private static Instant instant(Timestamp timestamp) {
        var instant = timestamp.toInstant();
        if (!instant.isBefore(GREGORIAN)) {
            return instant;
        }
        var fields = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        fields.setTime(timestamp);
        return LocalDateTime.of(
                        fields.get(Calendar.YEAR),
                        fields.get(Calendar.MONTH) + 1,
                        fields.get(Calendar.DAY_OF_MONTH),
                        fields.get(Calendar.HOUR_OF_DAY),
                        fields.get(Calendar.MINUTE),
                        fields.get(Calendar.SECOND),
                        timestamp.getNanos())
                .toInstant(ZoneOffset.UTC);
    }
}
