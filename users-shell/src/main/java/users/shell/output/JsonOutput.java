package users.shell.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import users.api.ExportedUser;
import users.api.User;
import users.api.UserChange;
import users.api.UserEvent;
import users.api.UserId;
import users.shell.connection.Endpoint;
import users.shell.connection.Health;

/** Answers as JSON objects with the field names of users.proto, one object after another. */
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
        write(json -> UserJson.write(user, json));
        out.flush();
    }

    @Override
    public void users(Iterator<List<User>> pages, boolean showDeleted) {
        while (!out.checkError() && pages.hasNext()) {
            pages.next().forEach(user -> write(json -> UserJson.write(user, json)));
        }
        out.flush();
    }

    @Override
    public void exported(Iterator<List<ExportedUser>> pages, boolean passwordHashes) {
        while (!out.checkError() && pages.hasNext()) {
            pages.next()
                    .forEach(exported -> write(json -> {
                        UserJson.write(exported.user(), json);
                        if (exported.passwordHash().isPresent()) {
                            json.name(CsvOutput.PASSWORD_HASH)
                                    .value(exported.passwordHash().get().text());
                        }
                    }));
        }
        out.flush();
    }

    @Override
    public void purged(UserId id) {
        write(json -> json.name("id").value(id.toString()));
        out.flush();
    }

    @Override
    public void changes(Iterator<List<UserChange>> pages) {
        while (!out.checkError() && pages.hasNext()) {
            pages.next().forEach(change -> write(json -> fields(change, json)));
        }
        out.flush();
    }

    @Override
    public void event(UserEvent event) {
        var happening = Happening.of(event);
        write(json -> {
            json.name("kind").value(happening.kind());
            if (happening.user().isPresent()) {
                json.name("user").beginObject();
                UserJson.write(happening.user().get(), json);
                json.endObject();
            } else if (happening.id().isPresent()) {
                json.name("user").beginObject();
                json.name("id").value(happening.id().get().toString()).endObject();
            }
            json.name("resume_token").value(happening.resumeToken().value());
        });
        out.flush();
    }

    @Override
    public void imported(ImportSummary summary, boolean validateOnly) {
        write(json -> {
            for (var count : summary.counts().entrySet()) {
                json.name(count.getKey()).value(count.getValue());
            }
            json.name("validate_only").value(validateOnly);
        });
        out.flush();
    }

    @Override
    public void health(Endpoint endpoint, Health health) {
        write(json -> json.name("status").value(health.name()));
        out.flush();
    }

    private static void fields(UserChange change, JsonWriter json) throws IOException {
        json.name("kind").value(change.kind().name());
        json.name("time").value(change.time().toString());
        json.name("actor").value(change.actor());
        json.name("etag").value(change.etag().toString());
        json.name("fields").beginArray();
        for (var field : change.fields()) {
            json.beginObject().name("field").value(field.name());
            if (field.before().isPresent()) {
                json.name("old_value").value(field.before().get());
            }
            if (field.after().isPresent()) {
                json.name("new_value").value(field.after().get());
            }
            json.endObject();
        }
        json.endArray();
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
