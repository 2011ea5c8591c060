package users.server.takeover;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import users.api.CountryCode;
import users.api.Email;
import users.api.InvalidValueException;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserException;
import users.api.Violations;
import users.api.password.PasswordHash;

/**
 * A row of the Go service's table that today's rules take.
 *
 * @param hash of the password, as it was found
 */
record OldUser(String id, Profile profile, OffsetDateTime createTime, OffsetDateTime updateTime, PasswordHash hash) {

    /**
     * Reads a row of the statement {@code old-users}.
     *
     * @throws UserException with {@link users.api.UserError.Invalid}, which has the columns for fields
     */
    static OldUser read(ResultSet row) throws SQLException {
        var violations = new Violations();
        var firstName = violations.read("first_name", text(row, "first_name"), PersonName::new);
        var lastName = violations.read("last_name", text(row, "last_name"), PersonName::new);
        var nickname = violations.read("nickname", text(row, "nickname"), Nickname::new);
        var email = violations.read("email", text(row, "email"), Email::new);
        var country = violations.read("country", text(row, "country"), CountryCode::new);
        var createTime = violations.read("created_at", time(row, "created_at"), OldUser::inRange);
        var updateTime = violations.read("updated_at", time(row, "updated_at"), OldUser::inRange);
        var hash = violations.read("password", text(row, "password"), PasswordHash::imported);
        var id = text(row, "id");
        return violations.orElse(() -> new OldUser(
                id,
                new Profile(
                        firstName.orElseThrow(),
                        lastName.orElseThrow(),
                        nickname.orElseThrow(),
                        email.orElseThrow(),
                        country.orElseThrow()),
                createTime.orElseThrow(),
                updateTime.orElseThrow(),
                hash.orElseThrow()));
    }

    /** The rules refuse an empty text wherever they would refuse that there is none. */
    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static Optional<OffsetDateTime> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class));
    }

    /** What a google.protobuf.Timestamp can hold; infinity is a year far beyond. */
    private static OffsetDateTime inRange(Optional<OffsetDateTime> time) {
        return time.filter(found -> found.getYear() >= 1 && found.getYear() <= 9999)
                .orElseThrow(() -> new InvalidValueException("must be a time of the years 1 to 9999"));
    }
}
