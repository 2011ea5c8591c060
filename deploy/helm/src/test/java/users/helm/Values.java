package users.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of values that a chart is rendered with in tests; none are its defaults. */
record Values(Chart chart, List<Path> files) {

    static final Path EVERYTHING = Path.of("src/test/resources/everything.yaml");

    private static final Path PRODUCTION = Chart.USERS.file("values-production.yaml");

    static Stream<Values> all() {
        return Stream.of(
                new Values(Chart.USERS, List.of()),
                new Values(Chart.USERS, List.of(PRODUCTION)),
                new Values(Chart.USERS, List.of(PRODUCTION, Path.of("../flux/staging/values.yaml"))),
                new Values(Chart.USERS, List.of(PRODUCTION, Path.of("../flux/production/values.yaml"))),
                new Values(Chart.USERS, List.of(Path.of("../kind/values.yaml"))),
                new Values(Chart.USERS, List.of(EVERYTHING)),
                new Values(Chart.USERS_POSTGRES, List.of()));
    }

    Rendered rendered() {
        return chart.rendered(files, Map.of());
    }
}
