package users.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A value of a chart as its file shows it: the comment above it says what it is. */
record ValueRow(String path, String value, String comment) {

    private static final Pattern KEY = Pattern.compile("( *)([\\w./-]+):(?: (.*))?");

    /** Those of a file of values, in its order; what only holds others is there if it has a comment. */
    static List<ValueRow> in(Path file) {
        var rows = new ArrayList<ValueRow>();
        var parents = new ArrayList<String>();
        var comment = new StringBuilder();
        for (var line : lines(file)) {
            var key = KEY.matcher(line);
            if (line.isBlank()) {
                comment.setLength(0);
            } else if (line.strip().startsWith("#")) {
                comment.append(line.strip().substring(1));
            } else if (key.matches()) {
                var depth = key.group(1).length() / 2;
                parents.subList(depth, parents.size()).clear();
                parents.add(key.group(2));
                var value = key.group(3) == null ? "" : key.group(3);
                if (!value.isEmpty() || !comment.isEmpty()) {
                    rows.add(new ValueRow(
                            String.join(".", parents), value, comment.toString().strip()));
                }
                comment.setLength(0);
            }
        }
        return rows;
    }

    /** Of all in a file, as Markdown. */
    static String table(Path file) {
        var table = new StringBuilder("| value | default | |\n|---|---|---|\n");
        in(file).forEach(row -> table.append("| `%s` | %s | %s |\n"
                .formatted(
                        row.path, row.value.isEmpty() ? "" : "`" + row.value + "`", row.comment.replace("|", "\\|"))));
        return table.toString();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
