package users.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.UserException;
import users.server.contract.People;

/** Dashboard, alerts and docs/operations.md, each held against what a server under load shows a real Prometheus. */
class ObservabilityIT {

    @TempDir
    static Path folder;

    private static Service service;
    private static Traffic traffic;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        service = Service.start(folder, "events: {interval: PT0.2S}");
        service.run(
                "alter system set max_slot_wal_keep_size = '1GB'",
                "select pg_reload_conf()",
                "update users.event_heartbeats set time = now()");
        failForAReasonThatNobodyForesaw();
        traffic = Traffic.start(service);
        prometheus =
                Prometheus.start(folder, service.server().adminPort(), Files.readString(Path.of("users.rules.yml")));
    }

    @AfterAll
    static void stop() {
        prometheus.close();
        traffic.close();
        service.close();
    }

    private static void failForAReasonThatNobodyForesaw() throws Exception {
        service.run("alter table users.deleted_users rename to away");
        var nobody = People.nobody();
        assertThatThrownBy(() -> service.users().undelete(nobody))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("internal error");
        service.run("alter table users.away rename to deleted_users");
    }

    @Test
    void eachQueryOfTheDashboardFindsNumbers() throws Exception {
        var questions = Dashboard.read().questions();

        awaitNone(() -> questions.stream()
                .filter(question -> !findsNumbers(question.query()))
                .toList());
    }

    @Test
    void eachVariableOfTheDashboardHasValues() throws Exception {
        var variables = Dashboard.read().variables();

        assertThat(variables).extracting(Dashboard.Variable::name).containsExactly("job", "instance", "method");
        awaitNone(() -> variables.stream()
                .filter(variable ->
                        prometheus.values(variable.label(), variable.selector()).isEmpty())
                .toList());
    }

    @Test
    void panelsHaveIdsAndPlacesOfTheirOwn() throws Exception {
        var panels = Dashboard.read().panels();

        assertThat(panels).extracting(panel -> panel.get("id").getAsInt()).doesNotHaveDuplicates();
        assertThat(panels)
                .extracting(panel -> panel.getAsJsonObject("gridPos"))
                .allMatch(place -> place.get("x").getAsInt() + place.get("w").getAsInt() <= 24)
                .extracting(place -> List.of(place.get("x"), place.get("y")))
                .doesNotHaveDuplicates();
    }

    @Test
    void noAlertIsBlind() {
        var alerts = prometheus.alerts();

        assertThat(alerts).isNotEmpty();
        awaitNone(() -> alerts.stream()
                .filter(alert -> prometheus.query(alert.figure()).isEmpty()
                        || alert.selectors().isEmpty()
                        || alert.selectors().stream()
                                .anyMatch(selector -> prometheus.query(selector).isEmpty()))
                .toList());
    }

    @Test
    void thePageDescribesEachAlertAndWhatToDo() throws Exception {
        var page = Page.read();

        assertThat(page.rows("Alerts"))
                .extracting(row -> List.of(
                        Page.code(row.getFirst()).iterator().next(),
                        row.get(1),
                        row.get(3).replaceAll(".*\\((#.*)\\)", "docs/operations.md$1")))
                .containsExactlyInAnyOrderElementsOf(prometheus.alerts().stream()
                        .map(alert -> List.of(alert.name(), alert.severity(), alert.runbook()))
                        .toList());
        assertThat(prometheus.alerts())
                .allMatch(alert -> page.anchors().contains(alert.runbook().replaceFirst(".*#", "")));
    }

    @Test
    void thePageDescribesEachMetricWithItsTypeAndLabels() throws Exception {
        var described = Page.read().rows("Metrics").stream().map(Metric::of).toList();

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Metric.of(service.scrape()).values());
    }

    @Test
    void thePageDescribesEachFieldOfTheLog() throws Exception {
        var fields = new TreeSet<String>();
        for (var line : Files.readAllLines(service.log())) {
            fields.addAll(JsonParser.parseString(line).getAsJsonObject().keySet());
        }

        assertThat(Page.read().rows("Log"))
                .flatExtracting(row -> Page.code(row.getFirst()))
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    /** NaN is what a quantile of nothing is. */
    private static boolean findsNumbers(String query) {
        var found = prometheus.query(query);
        return found.stream()
                .map((JsonObject result) -> result.getAsJsonArray("value").get(1))
                .map(JsonElement::getAsString)
                .anyMatch(value -> !value.equals("NaN"));
    }

    /** Some scrapes may have to come first. */
    private static <T> void awaitNone(Supplier<List<T>> missing) {
        try {
            prometheus.await(() -> missing.get().isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError("These find nothing: " + missing.get(), e);
        }
    }
}
