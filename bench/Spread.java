import java.util.List;

/** Of the figures of all rounds. */
record Spread(double median, double least, double most) {

    static Spread of(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }
}
