package users.shell.rows;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import users.api.Quoted;
import users.api.Spelling;
import users.api.Violation;
import users.shell.rows.Rows.Row;
import users.shell.text.TextLines;
import users.shell.text.UnreadableTextException;

/** Rows of comma-separated values under a line of names; an empty cell is no value. */
final class CsvRows implements Rows.RowReader {

    private static final String COMMA = "its columns must be separated by commas, not by ";

    private final CsvReader reader;
    private final List<String> columns;

    private CsvRows(CsvReader reader, List<String> columns) {
        this.reader = reader;
        this.columns = columns;
    }

    /** @throws UnreadableTextException when the first line is not one of names that rows have */
    static CsvRows withHeader(String line, TextLines lines) throws IOException {
        refuseOtherSeparators(line);
        var reader = new CsvReader(lines);
        var columns = reader.row(line).values().stream().map(String::strip).toList();
        var seen = new HashSet<String>();
        for (var column : columns) {
            if (!UserRow.NAMES.contains(column)) {
                throw new UnreadableTextException("the column %s is not known%s"
                        .formatted(
                                Quoted.of(column),
                                Spelling.nearest(column, UserRow.NAMES)
                                        .map("; did you mean %s?"::formatted)
                                        .orElse(": the first line names the columns, such as first_name")));
            }
            if (!seen.add(column)) {
                throw new UnreadableTextException("the column " + column + " is there twice");
            }
        }
        UserRow.REQUIRED.stream()
                .filter(column -> !seen.contains(column))
                .findFirst()
                .ifPresent(column -> {
                    throw new UnreadableTextException("the column " + column + " is missing");
                });
        return new CsvRows(reader, columns);
    }

    private static void refuseOtherSeparators(String line) {
        if (!line.contains(",")) {
            Stream.of(";", "\t", "|").filter(line::contains).findFirst().ifPresent(separator -> {
                throw new UnreadableTextException(COMMA + (separator.equals("\t") ? "tabs" : separator));
            });
        }
    }

    @Override
    public Row read(String line) throws IOException {
        var cells = reader.row(line);
        if (cells.wrong().isPresent()) {
            return bad(cells, cells.wrong().get());
        }
        if (cells.values().size() != columns.size()) {
            return bad(
                    cells,
                    "must have %d cells as the first line has, not %d"
                            .formatted(columns.size(), cells.values().size()));
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            if (!cells.values().get(i).isEmpty()) {
                values.put(columns.get(i), cells.values().get(i));
            }
        }
        return new UserRow(cells.line(), values).read();
    }

    private static Row bad(CsvReader.Cells cells, String description) {
        return new Row.Bad(cells.line(), List.of(new Violation("row", description)));
    }
}
