package users.shell.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import users.api.Labels;
import users.api.User;
import users.api.UserStatus;
import users.shell.connection.Endpoint;
import users.shell.connection.Health;

/** Users as JSON objects with the field names of users.proto, one object after another. */
public final class JsonOutput implements Output {

    private final PrintWriter out;
    private final String indent;

    private JsonOutput(PrintWriter out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    /** Objects over several lines, indented by two blanks. */
    public static JsonOutput indented(PrintWriter out) {
        return new JsonOutput(out, "  ");
    }

    /** Each object on a line of its own. */
    public static JsonOutput lines(PrintWriter out) {
        return new JsonOutput(out, "");
    }

    @Override
    public void user(User user) {
        write(json -> fields(user, json));
        out.flush();
    }

    @Override
    public void users(Iterator<List<User>> pages) {
        while (!out.checkError() && pages.hasNext()) {
            pages.next().forEach(user -> write(json -> fields(user, json)));
        }
        out.flush();
    }

    @Override
    public void health(Endpoint endpoint, Health health) {
        write(json -> json.name("status").value(health.name()));
        out.flush();
    }

    private static void fields(User user, JsonWriter json) throws IOException {
        var profile = user.profile();
        json.name("id").value(user.id().toString());
        json.name("first_name").value(profile.firstName().value());
        json.name("last_name").value(profile.lastName().value());
        json.name("nickname").value(profile.nickname().value());
        json.name("email").value(profile.email().value());
        json.name("country").value(profile.country().value());
        labels(profile.labels(), json);
        switch (profile.status()) {
            case UserStatus.Enabled() -> json.name("disabled").value(false);
            case UserStatus.Disabled(var reason) ->
                json.name("disabled").value(true).name("disabled_reason").value(reason);
        }
        json.name("create_time").value(user.createTime().toString());
        json.name("update_time").value(user.updateTime().toString());
        if (user.passwordChangeTime().isPresent()) {
            json.name("password_change_time")
                    .value(user.passwordChangeTime().get().toString());
        }
        json.name("etag").value(user.etag().toString());
        if (user.deletion().isPresent()) {
            json.name("delete_time").value(user.deletion().get().time().toString());
            json.name("purge_time").value(user.deletion().get().purgeTime().toString());
        }
    }

    private static void labels(Labels labels, JsonWriter json) throws IOException {
        json.name("labels").beginObject();
        for (var label : labels.values().entrySet()) {
            json.name(label.getKey()).value(label.getValue());
        }
        json.endObject();
    }

    /** Writes the fields of one object. */
    private interface Fields {
        void write(JsonWriter json) throws IOException;
    }

    private void write(Fields fields) {
        // An object is written whole or not at all, also when the reader goes away.
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.setIndent(indent);
            json.beginObject();
            fields.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write(text + "\n");
    }
}
