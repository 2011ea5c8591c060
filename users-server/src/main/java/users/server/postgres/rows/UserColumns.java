package users.server.postgres.rows;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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

/** A stored user, column by column. */
public interface UserColumns {

    Gson GSON = new Gson();
    TypeToken<Map<String, String>> LABELS = new TypeToken<>() {};

    UserId id();

    /** A text, or a JSON value as text. */
    String text(String column);

    long number(String column);

    boolean flag(String column);

    /** Empty where it is null. */
    Optional<Instant> time(String column);

    /** The user that they make. */
    default User user(Optional<Deletion> deletion) {
        return new User(
                id(),
                new Profile(
                        new PersonName(text("first_name")),
                        new PersonName(text("last_name")),
                        new Nickname(text("nickname")),
                        new Email(text("email")),
                        new CountryCode(text("country")),
                        labels(),
                        flag("disabled") ? new UserStatus.Disabled(text("disabled_reason")) : UserStatus.ENABLED),
                time("create_time").orElseThrow(),
                time("update_time").orElseThrow(),
                time("password_change_time"),
                new Etag(number("version")),
                deletion);
    }

    private Labels labels() {
        var json = text("labels");
        return "{}".equals(json) ? Labels.NONE : new Labels(GSON.fromJson(json, LABELS));
    }
}
