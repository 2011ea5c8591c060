package users.observability;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A panel as a drawing: lines, or the last number where it is a number.
 *
 * @param unit as Grafana calls it
 */
record Chart(String title, String unit, boolean figure, int x, int y, int width, int height, List<Series> series) {

    private static final List<String> COLOURS = List.of(
            "#2f81f7", "#3fb950", "#d29922", "#f85149", "#a371f7", "#39c5cf", "#db61a2", "#8c959f", "#b5651d",
            "#6e7681");
    private static final double DAY_SECONDS = 86_400;
    private static final int LINE = 13;
    private static final int TOP = 24;
    private static final int LEFT = 46;

    /** Points in time, as shares of the whole, and values. */
    record Series(String legend, List<double[]> points) {
        double last() {
            return points.getLast()[1];
        }
    }

    String svg() {
        var shapes = new StringBuilder("<g transform=\"translate(%d %d)\">%n".formatted(x, y));
        shapes.append("<rect class=\"panel\" width=\"%d\" height=\"%d\" rx=\"3\"/>%n".formatted(width - 6, height - 6));
        shapes.append("<text class=\"title\" x=\"8\" y=\"16\">%s</text>%n".formatted(escaped(title)));
        if (figure) {
            shapes.append(series.isEmpty() ? "" : lastNumber());
        } else {
            shapes.append(lines());
        }
        return shapes.append("</g>\n").toString();
    }

    private String lastNumber() {
        var shown = unit.equals("none") && !series.getFirst().legend().equals("ready")
                ? series.getFirst().legend()
                : text(series.getFirst().last());
        return "<text class=\"number\" x=\"%d\" y=\"%d\">%s</text>%n"
                .formatted((width - 6) / 2, height - 22, escaped(shown));
    }

    private String lines() {
        var known = series.stream().limit(COLOURS.size()).toList();
        int legend = (known.size() + 1) / 2 * LINE;
        int bottom = height - 18 - legend;
        double most = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(point -> point[1])
                .max()
                .orElse(1);
        double scale = most > 0 ? (bottom - TOP) / (most * 1.1) : 0;
        var shapes = new StringBuilder();
        for (double share : new double[] {0, 0.5, 1}) {
            double at = bottom - most * share * scale;
            shapes.append(String.format(
                    Locale.ROOT,
                    "<path class=\"grid\" d=\"M%d %.1f H%d\"/><text class=\"axis\" x=\"%d\" y=\"%.1f\">%s</text>%n",
                    LEFT,
                    at,
                    width - 14,
                    LEFT - 4,
                    at + 3,
                    text(most * share)));
        }
        for (int i = 0; i < known.size(); i++) {
            var path = new ArrayList<String>();
            for (var point : known.get(i).points()) {
                path.add(String.format(
                        Locale.ROOT, "%.1f %.1f", LEFT + point[0] * (width - 14 - LEFT), bottom - point[1] * scale));
            }
            int column = 8 + i % 2 * (width / 2 - 8);
            int row = height - 12 - legend + (i / 2 + 1) * LINE - 4;
            shapes.append("""
                    <path class="line" stroke="%s" d="M%s"/>
                    <text x="%d" y="%d" style="fill:%s">%s</text>
                    """.formatted(
                            COLOURS.get(i),
                            String.join(" L", path),
                            column,
                            row,
                            COLOURS.get(i),
                            escaped(cut(known.get(i).legend()) + "  "
                                    + text(known.get(i).last()))));
        }
        return shapes.toString();
    }

    private String cut(String legend) {
        var brief = legend.replaceFirst("^users\\.v1\\.UsersService/", "");
        int most = width / 17;
        return brief.length() > most ? brief.substring(0, most) : brief;
    }

    private String text(double value) {
        return switch (unit) {
            case "percentunit" -> number(value * 100) + "%";
            case "s" ->
                value < 1
                        ? number(value * 1000) + " ms"
                        : value < DAY_SECONDS ? number(value) + " s" : number(value / DAY_SECONDS) + " days";
            case "bytes" -> value < 1e6 ? number(value / 1e3) + " kB" : number(value / 1e6) + " MB";
            default -> number(value);
        };
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value == Math.rint(value) || value >= 100 ? "%.0f" : value >= 1 ? "%.1f" : "%.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** What Prometheus has found for a query, over the time from one second to another. */
    static List<Series> series(List<JsonObject> found, String legend, long from, long to) {
        var series = new ArrayList<Series>();
        for (var one : found) {
            var points = new ArrayList<double[]>();
            for (var pair : one.getAsJsonArray("values")) {
                double value = pair.getAsJsonArray().get(1).getAsDouble();
                if (Double.isFinite(value)) {
                    points.add(new double[] {(pair.getAsJsonArray().get(0).getAsDouble() - from) / (to - from), value});
                }
            }
            var name = legend;
            for (var label : one.getAsJsonObject("metric").entrySet()) {
                name = name.replace(
                        "{{" + label.getKey() + "}}", label.getValue().getAsString());
            }
            if (!points.isEmpty()) {
                series.add(new Series(name, points));
            }
        }
        return series;
    }
}
