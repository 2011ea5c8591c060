package users.shell.rows;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import users.api.ImportRow;
import users.api.Violation;
import users.shell.text.TextLines;
import users.shell.text.UnreadableTextException;

/** The rows of a file that is imported: NDJSON or CSV, as its first line tells. */
public final class Rows {

    private final TextLines lines;
    private final RowReader reader;
    private Optional<String> first;

    /** A row, called by the number of the line on which it begins. */
    public sealed interface Row {

        /** One that can be imported. */
        record Good(ImportRow user) implements Row {}

        /** One that cannot, and why. */
        record Bad(long line, List<Violation> violations) implements Row {}
    }

    /** Reads the row that begins with a line. */
    interface RowReader {
        Row read(String line) throws IOException;
    }

    private Rows(TextLines lines, RowReader reader, Optional<String> first) {
        this.lines = lines;
        this.reader = reader;
        this.first = first;
    }

    /**
     * The rows of an input that stays its owner's to close.
     *
     * @throws UnreadableTextException when it is neither; and, from {@link #next}, when nothing more can be read
     */
    public static Rows of(InputStream input) throws IOException {
        var lines = new TextLines(input);
        var first = filledLine(lines);
        if (first.isPresent() && !first.get().startsWith("{") && !first.get().startsWith("[")) {
            return new Rows(lines, CsvRows.withHeader(first.get(), lines), Optional.empty());
        }
        return new Rows(lines, new JsonRows(lines), first);
    }

    /** The next one; empty at the end. */
    public Optional<Row> next() throws IOException {
        var line = first.isPresent() ? first : filledLine(lines);
        first = Optional.empty();
        return line.isPresent() ? Optional.of(reader.read(line.get())) : Optional.empty();
    }

    private static Optional<String> filledLine(TextLines lines) throws IOException {
        var line = lines.next();
        while (line.isPresent() && line.get().isBlank()) {
            line = lines.next();
        }
        return line;
    }
}
