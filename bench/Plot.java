import java.util.Locale;

/** Bars of the medians with whiskers from the slowest round to the fastest, as SVG. */
record Plot(Results results) {

    private static final int BAR = 16;
    private static final int BAR_TO_BAR = 20;
    private static final int TITLE = 26;
    private static final int LEFT = 120;
    private static final int WIDTH = 500;
    private static final int RIGHT = 80;

    /** The text has the colour of the page that it is on, and the bars stand out from both. */
    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2328 }
            .title { font-weight: 600 }
            .kind { text-anchor: end }
            .whisker { stroke: #1f2328; stroke-width: 1.5; fill: none }
            .STOCK { fill: #8c959f } .WIRE { fill: #2f81f7 } .NETTY { fill: #d29922 } .NETTY_DIRECT { fill: #b5651d }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .whisker { stroke: #e6edf3 }
            }
            </style>
            """;

    private static final String BAR_OF_A_SERVER = """
            <text class="kind" x="%d" y="%d">%s</text>
            <rect class="%s" x="%d" y="%d" width="%.1f" height="%d"/>
            <path class="whisker" d="M%.1f %d v8 M%.1f %d v8 M%.1f %d H%.1f"/>
            <text x="%.1f" y="%d">%,.0f</text>
            """;

    String svg() {
        var shapes = new StringBuilder();
        int y = 0;
        for (var compared : results.cases()) {
            y += TITLE;
            shapes.append("<text class=\"title\" x=\"0\" y=\"%d\">%s, calls/s</text>\n".formatted(y - 8, compared));
            for (var kind : results.kinds()) {
                shapes.append(bar(compared, kind, y));
                y += BAR_TO_BAR;
            }
        }
        int width = LEFT + WIDTH + RIGHT;
        var root = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n";
        return root.formatted(width, y, width) + STYLE + shapes + "</svg>\n";
    }

    /** The same call has the same scale everywhere. */
    private String bar(Results.Case compared, Kind kind, int y) {
        var rate = results.spread(compared, kind, Load.Run::rate);
        double scale = WIDTH / results.highestRate(compared.call());
        int middle = y + BAR / 2;
        int baseline = middle + 5;
        double end = LEFT + rate.median() * scale;
        double from = LEFT + rate.least() * scale;
        double to = LEFT + rate.most() * scale;
        return String.format(
                Locale.ROOT,
                BAR_OF_A_SERVER,
                LEFT - 8,
                baseline,
                kind,
                kind.name(),
                LEFT,
                y,
                end - LEFT,
                BAR,
                from,
                middle - 4,
                to,
                middle - 4,
                from,
                middle,
                to,
                Math.max(end, to) + 8,
                baseline,
                rate.median());
    }
}
