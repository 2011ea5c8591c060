package users.shell.output;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import users.api.ExportedUser;
import users.api.User;
import users.api.UserChange;
import users.api.UserEvent;
import users.api.UserId;
import users.api.UserStatus;
import users.api.password.PasswordHash;
import users.shell.connection.Endpoint;
import users.shell.connection.Health;

/**
 * Answers as comma-separated values (RFC 4180) under a line of the field names of users.proto, text exactly as it is; the
 * labels are a JSON object in one cell.
 */
public final class CsvOutput implements Output {

    /** What is written of a user, in order. */
    public static final List<String> USER = List.of(
            "id",
            "first_name",
            "last_name",
            "nickname",
            "email",
            "country",
            "labels",
            "disabled",
            "disabled_reason",
            "create_time",
            "update_time",
            "password_change_time",
            "etag",
            "delete_time",
            "purge_time");

    /** What an export can have behind it. */
    public static final String PASSWORD_HASH = "password_hash";

    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]|^\\s|\\s$");

    private final PrintWriter out;
    private boolean named;

    public CsvOutput(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void user(User user) {
        write(USER);
        write(cells(user));
        out.flush();
    }

    @Override
    public void users(Iterator<List<User>> pages, boolean showDeleted) {
        write(USER);
        while (!out.checkError() && pages.hasNext()) {
            pages.next().forEach(user -> write(cells(user)));
        }
        out.flush();
    }

    @Override
    public void exported(Iterator<List<ExportedUser>> pages, boolean passwordHashes) {
        writeJoined(List.of(USER, passwordHashes ? List.of(PASSWORD_HASH) : List.of()));
        while (!out.checkError() && pages.hasNext()) {
            pages.next()
                    .forEach(exported -> writeJoined(List.of(
                            cells(exported.user()),
                            passwordHashes
                                    ? List.of(exported.passwordHash()
                                            .map(PasswordHash::text)
                                            .orElse(""))
                                    : List.of())));
        }
        out.flush();
    }

    @Override
    public void purged(UserId id) {
        write(List.of("id"));
        write(List.of(id.toString()));
        out.flush();
    }

    @Override
    public void changes(Iterator<List<UserChange>> pages) {
        write(List.of("kind", "time", "actor", "etag", "field", "old_value", "new_value"));
        while (!out.checkError() && pages.hasNext()) {
            pages.next().forEach(this::write);
        }
        out.flush();
    }

    @Override
    public void event(UserEvent event) {
        if (!named) {
            named = true;
            writeJoined(List.of(List.of("kind"), USER, List.of("resume_token")));
        }
        var happening = Happening.of(event);
        var user = happening.user().map(CsvOutput::cells).orElseGet(() -> {
            var cells = new ArrayList<>(USER.stream().map(any -> "").toList());
            happening.id().ifPresent(id -> cells.set(0, id.toString()));
            return cells;
        });
        writeJoined(List.of(
                List.of(happening.kind()), user, List.of(happening.resumeToken().value())));
        out.flush();
    }

    @Override
    public void imported(ImportSummary summary, boolean validateOnly) {
        write(List.copyOf(summary.counts().keySet()));
        write(summary.counts().values().stream().map(Object::toString).toList());
        out.flush();
    }

    @Override
    public void health(Endpoint endpoint, Health health) {
        write(List.of("status"));
        write(List.of(health.name()));
        out.flush();
    }

    private static List<String> cells(User user) {
        var profile = user.profile();
        var status = switch (profile.status()) {
            case UserStatus.Enabled() -> List.of("false", "");
            case UserStatus.Disabled(var reason) -> List.of("true", reason);
        };
        return List.of(
                user.id().toString(),
                profile.firstName().value(),
                profile.lastName().value(),
                profile.nickname().value(),
                profile.email().value(),
                profile.country().value(),
                UserJson.of(profile.labels()),
                status.getFirst(),
                status.getLast(),
                user.createTime().toString(),
                user.updateTime().toString(),
                text(user.passwordChangeTime()),
                user.etag().toString(),
                text(user.deletion().map(deletion -> deletion.time())),
                text(user.deletion().map(deletion -> deletion.purgeTime())));
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }

    /** A line for each field; one without when no field is known. */
    private void write(UserChange change) {
        var what = List.of(
                change.kind().name(),
                change.time().toString(),
                change.actor(),
                change.etag().toString());
        if (change.fields().isEmpty()) {
            writeJoined(List.of(what, List.of("", "", "")));
        }
        change.fields()
                .forEach(field -> writeJoined(List.of(
                        what,
                        List.of(
                                field.name(),
                                field.before().orElse(""),
                                field.after().orElse("")))));
    }

    private void writeJoined(List<List<String>> parts) {
        write(parts.stream().flatMap(List::stream).toList());
    }

    private void write(List<String> cells) {
        out.write(cells.stream().map(CsvOutput::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String cell(String text) {
        return QUOTED.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
