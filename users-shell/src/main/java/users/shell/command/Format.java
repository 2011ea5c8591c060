package users.shell.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import users.api.InvalidValueException;

/** How users are printed. */
public enum Format {
    /** Columns for people, cut to the width of the terminal. */
    TABLE,
    /** One JSON object after another, indented. */
    JSON,
    /** One JSON object a line. */
    NDJSON,
    /** Comma-separated values with a line of names (RFC 4180). */
    CSV;

    static Format parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("must be one of " + String.join(", ", names())));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Format::toString).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
