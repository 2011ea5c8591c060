package users.server.postgres.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/** Rows in the text format of PostgreSQL's COPY: fields end with a tab or the row, and backslashes escape. */
final class CopyText {

    private final StringBuilder text = new StringBuilder();
    private boolean begun;

    CopyText add(Object field) {
        separate();
        var value = field.toString();
        for (int i = 0; i < value.length(); i++) {
            append(value.charAt(i));
        }
        return this;
    }

    CopyText add(Optional<?> field) {
        if (field.isPresent()) {
            return add(field.get());
        }
        separate();
        text.append("\\N");
        return this;
    }

    void endRow() {
        text.append('\n');
        begun = false;
    }

    byte[] bytes() {
        return text.toString().getBytes(UTF_8);
    }

    private void separate() {
        if (begun) {
            text.append('\t');
        }
        begun = true;
    }

    private void append(char character) {
        switch (character) {
            case '\\' -> text.append("\\\\");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            default -> text.append(character);
        }
    }
}
