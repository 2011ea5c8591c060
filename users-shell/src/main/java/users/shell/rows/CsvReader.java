package users.shell.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import users.shell.text.TextLines;
import users.shell.text.UnreadableTextException;

/** Splits lines of comma-separated values (RFC 4180) into cells, whatever the line ends. */
final class CsvReader {

    private static final int MAXIMUM_CELL = 4 * 1024 * 1024;

    private final TextLines lines;

    /**
     * A row as it stands in the file.
     *
     * @param line on which it begins, from 1
     * @param wrong what is wrong with its quotes; empty when it is well-formed
     */
    record Cells(int line, List<String> values, Optional<String> wrong) {}

    CsvReader(TextLines lines) {
        this.lines = lines;
    }

    /** The row that begins with a line that was taken already; goes on as long as a quote is open. */
    Cells row(String first) throws IOException {
        int begin = lines.number();
        var values = new ArrayList<String>();
        Optional<String> wrong = Optional.empty();
        var line = first;
        int position = 0;
        while (true) {
            var value = new StringBuilder();
            boolean quoted = line.startsWith("\"", position);
            if (quoted) {
                int close = closingQuote(line, ++position, value);
                while (close < 0) {
                    refuseEndless(value, begin);
                    line = lines.next().orElseThrow(() -> endless(begin));
                    close = closingQuote(line, 0, value);
                }
                position = close + 1;
            }
            int end = endOfCell(line, position);
            if (quoted && end > position) {
                wrong = Optional.of("has text behind the closing quote of cell " + (values.size() + 1)
                        + ": a quote inside quotes must be doubled");
            }
            values.add(value.append(line, position, end).toString());
            if (!line.startsWith(",", end)) {
                return new Cells(begin, values, wrong);
            }
            position = end + 1;
        }
    }

    /** Takes what stands in quotes into the value and answers where they close; less than 0 when not on this line. */
    private static int closingQuote(String line, int from, StringBuilder value) {
        int position = from;
        while (true) {
            int quote = line.indexOf('"', position);
            value.append(line, position, quote < 0 ? line.length() : quote);
            if (quote < 0 || !line.startsWith("\"\"", quote)) {
                return quote;
            }
            value.append('"');
            position = quote + 2;
        }
    }

    private static int endOfCell(String line, int from) {
        int end = line.indexOf(',', from);
        if (end >= 0) {
            return end;
        }
        end = line.length();
        while (end > from && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    private static void refuseEndless(StringBuilder value, int begin) {
        if (value.length() > MAXIMUM_CELL) {
            throw endless(begin);
        }
    }

    private static UnreadableTextException endless(int begin) {
        return new UnreadableTextException("the row on line %d has a quote that is never closed".formatted(begin));
    }
}
