package users.observability;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A metric, as a scrape shows it or the page describes it.
 *
 * @param labels but for {@code scope}, which all have, and the bounds of a histogram
 */
record Metric(String name, String type, Set<String> labels) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([^\\s{]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum)$");
    private static final Set<String> EVERYWHERE = Set.of("scope", "le");

    /** All of a scrape, by their names. */
    static Map<String, Metric> of(String scrape) {
        var metrics = new TreeMap<String, Metric>();
        scrape.lines().forEach(line -> {
            var type = TYPE.matcher(line);
            if (type.matches()) {
                metrics.put(type.group(1), new Metric(type.group(1), type.group(2), new TreeSet<>()));
            } else if (!line.startsWith("#")) {
                add(line, metrics);
            }
        });
        return metrics;
    }

    private static void add(String line, Map<String, Metric> metrics) {
        var sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("No sample: " + line);
        }
        var name = sample.group(1);
        var metric = metrics.containsKey(name) ? name : PART.matcher(name).replaceFirst("");
        LABEL.matcher(sample.group(2))
                .results()
                .map((MatchResult label) -> label.group(1))
                .filter(label -> !EVERYWHERE.contains(label))
                .forEach(requireNonNull(metrics.get(metric)).labels()::add);
    }

    /** As a row of the page has it: name, type, labels. */
    static Metric of(List<String> row) {
        return new Metric(
                Page.code(row.getFirst()).iterator().next(), row.get(1), new TreeSet<>(Page.code(row.get(2))));
    }
}
