package users.observability;

import static users.observability.Prometheus.objects;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;

/** The dashboard, drawn from what Prometheus answers to its queries: a picture where there is no Grafana. */
record Picture(Dashboard dashboard, Prometheus prometheus) {

    private static final int COLUMN = 66;
    private static final int ROW = 27;

    private static final String STYLE = """
            <style>
            text { font: 10px system-ui, sans-serif; fill: #8c959f }
            .title { font-weight: 600; font-size: 12px; fill: #e6edf3 }
            .row { font-weight: 600; font-size: 15px; fill: #e6edf3 }
            .number { font-weight: 600; font-size: 24px; text-anchor: middle; fill: #3fb950 }
            .axis { font-size: 9px; text-anchor: end }
            .page { fill: #0d1117 } .panel { fill: #161b22; stroke: #30363d }
            .grid { stroke: #30363d; fill: none } .line { stroke-width: 1.4; fill: none }
            </style>
            """;

    /** The last so many minutes, as SVG. */
    void draw(Duration span, Path file) throws IOException {
        long to = Instant.now().getEpochSecond();
        long from = to - span.toSeconds();
        var shapes = new StringBuilder();
        for (var panel : dashboard.panels()) {
            shapes.append(
                    panel.get("type").getAsString().equals("row")
                            ? heading(panel)
                            : chart(panel, from, to).svg());
        }
        int height = dashboard.panels().stream()
                .map(panel -> panel.getAsJsonObject("gridPos"))
                .mapToInt(place -> (place.get("y").getAsInt() + place.get("h").getAsInt()) * ROW)
                .max()
                .orElseThrow();
        int width = 24 * COLUMN;
        Files.writeString(
                file,
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" role="img">
                """.formatted(width, height, width) + STYLE
                        + "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n" + shapes + "</svg>\n");
    }

    private static String heading(JsonObject panel) {
        int y = panel.getAsJsonObject("gridPos").get("y").getAsInt() * ROW;
        return "<text class=\"row\" x=\"4\" y=\"%d\">%s</text>%n"
                .formatted(y + 19, panel.get("title").getAsString());
    }

    private Chart chart(JsonObject panel, long from, long to) {
        var place = panel.getAsJsonObject("gridPos");
        var series = new ArrayList<Chart.Series>();
        for (var target : objects(panel.getAsJsonArray("targets"))) {
            var found = prometheus.query(dashboard.filled(target.get("expr").getAsString()), from, to);
            series.addAll(Chart.series(found, target.get("legendFormat").getAsString(), from, to));
        }
        series.sort(Comparator.comparingDouble((Chart.Series one) -> one.points().stream()
                        .mapToDouble(point -> point[1])
                        .max()
                        .orElse(0))
                .reversed());
        return new Chart(
                panel.get("title").getAsString(),
                panel.getAsJsonObject("fieldConfig")
                        .getAsJsonObject("defaults")
                        .get("unit")
                        .getAsString(),
                panel.get("type").getAsString().equals("stat"),
                place.get("x").getAsInt() * COLUMN,
                place.get("y").getAsInt() * ROW,
                place.get("w").getAsInt() * COLUMN,
                place.get("h").getAsInt() * ROW,
                series);
    }
}
