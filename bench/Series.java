import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The figures of one thing over all rounds, shown as a line of the table.
 *
 * @param target what the median shall stay below
 * @param format of a figure, with its unit
 */
record Series(String name, String format, Optional<Double> target, List<Double> figures) {

    Series(String name, String format) {
        this(name, format, Optional.empty(), new ArrayList<>());
    }

    static Series below(double target, String name, String format) {
        return new Series(name, format, Optional.of(target), new ArrayList<>());
    }

    void add(double figure) {
        figures.add(figure);
    }

    @Override
    public String toString() {
        var sorted = figures.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        var spread = text(sorted.getFirst()) + " – " + text(sorted.getLast());
        var verdict = target.map(limit -> "%-9s %s".formatted("≤ " + text(limit), median <= limit ? "met" : "NOT MET"));
        return "%-32s %9s   %-19s %s".formatted(name, text(median), spread, verdict.orElse("")).stripTrailing();
    }

    private String text(double figure) {
        return format.formatted(figure);
    }
}
