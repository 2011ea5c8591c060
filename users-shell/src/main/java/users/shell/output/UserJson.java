package users.shell.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import users.api.Labels;
import users.api.User;
import users.api.UserStatus;

/** The fields of a user in JSON, in an order that stays. */
final class UserJson {

    private UserJson() {}

    static void write(User user, JsonWriter json) throws IOException {
        var profile = user.profile();
        json.name("id").value(user.id().toString());
        json.name("first_name").value(profile.firstName().value());
        json.name("last_name").value(profile.lastName().value());
        json.name("nickname").value(profile.nickname().value());
        json.name("email").value(profile.email().value());
        json.name("country").value(profile.country().value());
        write(profile.labels(), json.name("labels"));
        switch (profile.status()) {
            case UserStatus.Enabled() -> json.name("disabled").value(false);
            case UserStatus.Disabled(var reason) ->
                json.name("disabled").value(true).name("disabled_reason").value(reason);
        }
        json.name("create_time").value(user.createTime().toString());
        json.name("update_time").value(user.updateTime().toString());
        write("password_change_time", user.passwordChangeTime(), json);
        json.name("etag").value(user.etag().toString());
        write("delete_time", user.deletion().map(deletion -> deletion.time()), json);
        write("purge_time", user.deletion().map(deletion -> deletion.purgeTime()), json);
    }

    /** Labels as an object on one line. */
    static String of(Labels labels) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            write(labels, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Labels labels, JsonWriter json) throws IOException {
        json.beginObject();
        for (var label : labels.values().entrySet()) {
            json.name(label.getKey()).value(label.getValue());
        }
        json.endObject();
    }

    private static void write(String name, Optional<Instant> time, JsonWriter json) throws IOException {
        if (time.isPresent()) {
            json.name(name).value(time.get().toString());
        }
    }
}
