import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** In Markdown, its columns aligned so that it can be read on a terminal too; numbers are on the right. */
record Table(List<String> heads, List<List<String>> rows) {

    Table(String... heads) {
        this(List.of(heads), new ArrayList<>());
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Columns from this one on hold numbers. */
    String text(int firstNumber) {
        var text = new StringBuilder(line(heads, firstNumber));
        text.append(IntStream.range(0, heads.size())
                .mapToObj(column ->
                        column < firstNumber ? "-".repeat(width(column)) : "-".repeat(width(column) - 1) + ":")
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        rows.forEach(row -> text.append(line(row, firstNumber)));
        return text.toString();
    }

    private String line(List<String> cells, int firstNumber) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> {
                    var space = " ".repeat(width(column) - cells.get(column).length());
                    return column < firstNumber ? cells.get(column) + space : space + cells.get(column);
                })
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private int width(int column) {
        return Math.max(
                heads.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
}
