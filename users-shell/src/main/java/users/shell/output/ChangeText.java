package users.shell.output;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.api.UserChange;
import users.api.UserEvent;

/** What has happened to users, in words for people. */
record ChangeText(Screen screen) {

    private static final String NOTHING = "–";
    private static final int KIND = 9;

    /** What a change was, and below it each field with its old value and the new one. */
    List<String> lines(UserChange change) {
        int names = change.fields().stream()
                .mapToInt(field -> field.name().length())
                .max()
                .orElse(0);
        var what = "%s  %s  etag %s%s"
                .formatted(
                        change.time(),
                        screen.bold(change.kind().name()),
                        change.etag(),
                        change.actor().isEmpty() ? "" : "  by " + DisplayText.showable(change.actor()));
        return Stream.concat(
                        Stream.of(what),
                        change.fields().stream()
                                .map(field -> "  " + padded(field.name(), names) + value(field.before()) + " → "
                                        + value(field.after())))
                .toList();
    }

    /** One line for the screen; empty when nothing has happened. */
    Optional<String> line(UserEvent event) {
        var happening = Happening.of(event);
        return happening.id().map(id -> {
            var who = happening
                    .user()
                    .map(user -> "  %s  %s %s"
                            .formatted(
                                    user.profile().email(),
                                    user.profile().firstName(),
                                    user.profile().lastName()))
                    .orElse("");
            var rest = DisplayText.showable(id + who);
            return screen.bold(padded(happening.kind(), KIND))
                    + DisplayText.cut(rest, Math.max(1, screen.width() - KIND - Layout.GAP));
        });
    }

    private static String value(Optional<String> value) {
        return value.map(DisplayText::showable).orElse(NOTHING);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + Layout.GAP);
    }
}
