package users.shell.output;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import users.api.ExportedUser;
import users.api.User;
import users.api.UserChange;
import users.api.UserEvent;
import users.api.UserId;
import users.api.UserStatus;
import users.shell.connection.Endpoint;
import users.shell.connection.Health;

/** Users in columns, for people. */
public final class TableOutput implements Output {

    private final PrintWriter out;
    private final Screen screen;

    public TableOutput(PrintWriter out, Screen screen) {
        this.out = out;
        this.screen = screen;
    }

    /** One field a line, so that nothing has to be cut. */
    @Override
    public void user(User user) {
        var fields = fields(user);
        int names = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        fields.forEach((name, value) ->
                out.println(screen.bold(name) + " ".repeat(names - name.length() + Layout.GAP) + value));
        out.flush();
    }

    /** The first page decides on the columns, since nobody waits for the last one. */
    @Override
    public void users(Iterator<List<User>> pages, boolean showDeleted) {
        var page = pages.next();
        var layout = Layout.fitting(page, screen.width(), showDeleted);
        if (!page.isEmpty()) {
            out.println(screen.bold(row(layout, Column::title)));
        }
        long count = 0;
        while (true) {
            page.forEach(user -> out.println(row(layout, column -> column.value(user))));
            count += page.size();
            if (out.checkError() || !pages.hasNext()) {
                break;
            }
            page = pages.next();
        }
        out.println(screen.faint(count == 1 ? "1 user" : count == 0 ? "no users" : "%,d users".formatted(count)));
        out.flush();
    }

    /** Without the hashes, for which there is no room. */
    @Override
    public void exported(Iterator<List<ExportedUser>> pages, boolean passwordHashes) {
        var users = new Iterator<List<User>>() {
            @Override
            public boolean hasNext() {
                return pages.hasNext();
            }

            @Override
            public List<User> next() {
                return pages.next().stream().map(ExportedUser::user).toList();
            }
        };
        users(users, false);
    }

    @Override
    public void purged(UserId id) {
        out.println(id + " is gone for good");
        out.flush();
    }

    @Override
    public void changes(Iterator<List<UserChange>> pages) {
        var text = new ChangeText(screen);
        while (!out.checkError() && pages.hasNext()) {
            pages.next().forEach(change -> text.lines(change).forEach(out::println));
        }
        out.flush();
    }

    @Override
    public void event(UserEvent event) {
        new ChangeText(screen).line(event).ifPresent(out::println);
        out.flush();
    }

    @Override
    public void imported(ImportSummary summary, boolean validateOnly) {
        var counts = summary.counts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
        out.println((counts.isEmpty() ? "no rows" : counts) + (validateOnly ? "; nothing was written" : ""));
        out.flush();
    }

    @Override
    public void health(Endpoint endpoint, Health health) {
        out.println(
                switch (health) {
                    case SERVING -> endpoint + " is " + screen.green("healthy");
                    case NOT_SERVING -> endpoint + " is " + screen.red("not ready") + ": it takes no calls now";
                });
        out.flush();
    }

    private static Map<String, String> fields(User user) {
        var profile = user.profile();
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", user.id().toString());
        fields.put("first name", profile.firstName().value());
        fields.put("last name", profile.lastName().value());
        fields.put("nickname", profile.nickname().value());
        fields.put("email", profile.email().value());
        fields.put("country", Countries.named(profile.country().value()));
        profile.labels().values().forEach((key, value) -> fields.put("label " + key, value));
        switch (profile.status()) {
            case UserStatus.Enabled() -> {}
            case UserStatus.Disabled(var reason) -> fields.put("disabled", reason.isEmpty() ? "yes" : reason);
        }
        fields.put("created", user.createTime().toString());
        fields.put("changed", user.updateTime().toString());
        user.passwordChangeTime().ifPresent(time -> fields.put("new password", time.toString()));
        user.deletion().ifPresent(deletion -> {
            fields.put("deleted", deletion.time().toString());
            fields.put("purged", deletion.purgeTime().toString());
        });
        fields.put("etag", user.etag().toString());
        fields.replaceAll((name, value) -> DisplayText.showable(value));
        return fields;
    }

    private String row(Layout layout, Function<Column, String> value) {
        var row = new StringBuilder();
        int start = 1;
        for (var entry : layout.widths().entrySet()) {
            int width = entry.getValue();
            var text = DisplayText.cut(value.apply(entry.getKey()), width);
            row.append(text).append(" ".repeat(width - DisplayText.width(text) + Layout.GAP));
            start += width + Layout.GAP;
            if (screen.positioned() && DisplayText.isContested(text)) {
                // Whatever this terminal makes of the text, the next column begins here.
                row.append("\u001b[").append(start).append('G');
            }
        }
        return row.toString().stripTrailing();
    }
}
