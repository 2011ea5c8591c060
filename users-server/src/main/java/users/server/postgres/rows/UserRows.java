package users.server.postgres.rows;

import io.helidon.dbclient.DbRow;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import users.api.Deletion;
import users.api.Etag;
import users.api.User;
import users.api.UserId;
import users.api.password.PasswordHash;

/**
 * Rows read as users.
 *
 * @param retention how long a deleted user stays in the recycle bin
 */
public record UserRows(Duration retention) {

    private static final Instant GREGORIAN = Instant.parse("1582-10-15T00:00:00Z");

    public User user(DbRow row) {
        return user(row, Optional.empty());
    }

    public User deletedUser(DbRow row) {
        return user(row, Optional.of(deletion(instant(row, "delete_time").orElseThrow())));
    }

    /** A user of a list, deleted or not. */
    public User listed(DbRow row) {
        return user(row, instant(row, "delete_time").map(this::deletion));
    }

    public static UserId id(DbRow row) {
        return new UserId(row.column("id").get(UUID.class));
    }

    /** The hash of the user's password, where the user has one. */
    public static Optional<PasswordHash> passwordHash(DbRow row) {
        return Optional.ofNullable(row.column("password_hash").get(String.class))
                .map(PasswordHash::stored);
    }

    public static Etag etag(DbRow row) {
        return new Etag(row.column("version").get(Long.class));
    }

    /** Whether the user has another version than the one that was asked for. */
    public static boolean stale(DbRow row) {
        return row.column("stale").get(Boolean.class);
    }

    private Deletion deletion(Instant time) {
        return new Deletion(time, time.plus(retention));
    }

    private static User user(DbRow row, Optional<Deletion> deletion) {
        return new Row(row).user(deletion);
    }

    public static Optional<Instant> instant(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(Timestamp.class)).map(UserRows::instant);
    }

    /** Before 1582 JDBC has the fields of the Julian calendar, which PostgreSQL never has. */
    private static Instant instant(Timestamp time) {
        var instant = time.toInstant();
        if (!instant.isBefore(GREGORIAN)) {
            return instant;
        }
        var utc = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        utc.setTime(time);
        return LocalDateTime.of(
                        utc.get(Calendar.YEAR),
                        utc.get(Calendar.MONTH) + 1,
                        utc.get(Calendar.DAY_OF_MONTH),
                        utc.get(Calendar.HOUR_OF_DAY),
                        utc.get(Calendar.MINUTE),
                        utc.get(Calendar.SECOND),
                        time.getNanos())
                .toInstant(ZoneOffset.UTC);
    }

    private record Row(DbRow row) implements UserColumns {

        @Override
        public UserId id() {
            return UserRows.id(row);
        }

        @Override
        public String text(String column) {
            return row.column(column).get(Object.class).toString();
        }

        @Override
        public long number(String column) {
            return row.column(column).get(Long.class);
        }

        @Override
        public boolean flag(String column) {
            return row.column(column).get(Boolean.class);
        }

        @Override
        public Optional<Instant> time(String column) {
            return instant(row, column);
        }
    }
}
