package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is there by default, what is there if asked for, and what it then says. */
class OptionalPartsTest {

    private static final Rendered EVERYTHING = Chart.USERS.rendered(List.of(Values.EVERYTHING), Map.of());

    @Test
    void byDefaultThereIsWhatServesAndNoMore() {
        assertThat(Chart.USERS.with(Map.of()).kinds())
                .containsExactly(
                        "ConfigMap",
                        "ConfigMap",
                        "Deployment",
                        "Job",
                        "PodDisruptionBudget",
                        "Service",
                        "Service",
                        "ServiceAccount");
    }

    @ParameterizedTest
    @CsvSource({
        "autoscaling.enabled, HorizontalPodAutoscaler",
        "serviceMonitor.enabled, ServiceMonitor",
        "prometheusRule.enabled, PrometheusRule",
        "dashboard.enabled, ConfigMap",
        "service.headless, Service",
    })
    void eachPartComesAlone(String flag, String kind) {
        var without = Chart.USERS.with(Map.of()).kinds();

        assertThat(Chart.USERS.with(Map.of(flag, true)).kinds())
                .hasSize(without.size() + 1)
                .contains(kind);
    }

    @ParameterizedTest
    @CsvSource({"podDisruptionBudget.enabled, PodDisruptionBudget", "serviceAccount.create, ServiceAccount"})
    void eachPartCanBeLeftOut(String flag, String kind) {
        assertThat(Chart.USERS.with(Map.of(flag, false)).kinds()).doesNotContain(kind);
    }

    @Test
    void routesLeadToTheService() {
        var ingress = EVERYTHING.one("Ingress").path("spec");
        var route = EVERYTHING.one("GRPCRoute").path("spec");

        assertThat(ingress.at("/rules/0/http/paths/0/backend/service"))
                .isEqualTo(Yaml.read("{name: users-service, port: {name: grpc}}"));
        assertThat(ingress.at("/tls/0/secretName").asString()).isEqualTo("users-example-com");
        assertThat(route.at("/rules/0/backendRefs/0")).isEqualTo(Yaml.read("{name: users-service, port: 5355}"));
        assertThat(route.at("/parentRefs/0/name").asString()).isEqualTo("gateway");
    }

    @Test
    void anIngressMayBeForEveryNameOfADomain() {
        var ingress = Chart.USERS
                .with(Map.of("ingress.enabled", true, "ingress.host", "*.example.com", "ingress.tlsSecret", "wildcard"))
                .one("Ingress")
                .path("spec");

        assertThat(ingress.at("/rules/0/host").asString()).isEqualTo("*.example.com");
        assertThat(ingress.at("/tls/0/hosts/0").asString()).isEqualTo("*.example.com");
    }

    @Test
    void serversMayHaveMoreToDoThanTheyAreSureToHave() {
        assertThat(Chart.USERS
                        .with(Map.of("autoscaling.enabled", true, "autoscaling.targetCPU", 250))
                        .one("HorizontalPodAutoscaler")
                        .at("/spec/metrics/0/resource/target/averageUtilization")
                        .asInt())
                .isEqualTo(250);
    }

    @Test
    void aHeadlessServiceComesBesideTheFirstWhichStaysAsItIs() {
        var rendered = Chart.USERS.with(Map.of("service.headless", true, "service.port", 443));
        var headless = rendered.one("Service", "users-service-headless");
        var service = rendered.one("Service", "users-service");

        assertThat(headless.path("spec")).isEqualTo(Yaml.read("""
                        clusterIP: None
                        selector:
                          app.kubernetes.io/name: users
                          app.kubernetes.io/instance: users
                          app.kubernetes.io/component: server
                        ports:
                          - {name: grpc, port: 5355, targetPort: grpc, appProtocol: kubernetes.io/h2c}
                        """));
        assertThat(service)
                .isEqualTo(Chart.USERS.with(Map.of("service.port", 443)).one("Service", "users-service"));
        assertThat(service.at("/spec/type").asString()).isEqualTo("ClusterIP");
        assertThat(EVERYTHING
                        .one("Service", "users-service-headless")
                        .at("/spec/ports/0")
                        .has("appProtocol"))
                .isFalse();
    }

    @Test
    void prometheusFindsEachServerByOneServiceAlone() {
        var wanted = EVERYTHING.one("ServiceMonitor").at("/spec/selector/matchLabels");

        assertThat(EVERYTHING.objects().stream()
                        .filter(object -> object.path("kind").asString().equals("Service"))
                        .filter(service ->
                                service.at("/metadata/labels").properties().containsAll(wanted.properties()))
                        .map(service -> service.at("/metadata/name").asString()))
                .containsExactly("users-service-admin");
    }

    @Test
    void prometheusFindsServersAndHasTheAlerts() throws IOException {
        var monitor = EVERYTHING.one("ServiceMonitor").path("spec");
        var rules = EVERYTHING.one("PrometheusRule").path("spec");
        var alerts = Yaml.read(Path.of("../observability/users.rules.yml"));

        assertThat(monitor.at("/endpoints/0"))
                .isEqualTo(Yaml.read("{port: admin, path: /observe/metrics, interval: 30s}"));
        assertThat(Yaml.read(rules.toString().replace("https://example.com/users/blob/main/docs/", "docs/")))
                .isEqualTo(Yaml.read(alerts.toString()));
        assertThat(EVERYTHING
                        .one("ConfigMap", "users-dashboard")
                        .at("/data/users-dashboard.json")
                        .asString())
                .isEqualTo(Files.readString(Path.of("../observability/users-dashboard.json")));
    }

    @Test
    void settingsArriveAsTheyWereWritten() {
        var configuration = EVERYTHING.configuration("users");
        var environment = EVERYTHING.environment("Deployment");

        assertThat(configuration.at("/users/grpc/max-message").toString()).isEqualTo("4194304");
        assertThat(configuration.at("/users/watch/buffer").toString()).isEqualTo("16777216");
        assertThat(EVERYTHING.configuration("users-migrations")).isEqualTo(configuration);
        assertThat(environment)
                .containsEntry("DB_HOST", "pg-1.example.com,pg-2.example.com:5433")
                .containsEntry("JWKS_URL", "https://issuer.example.com/keys")
                .containsEntry("JWKS_CA_FILE", "/etc/users/jwks-authority/ca.crt")
                .containsEntry("JWT_ISSUER", "https://issuer.example.com")
                .containsEntry("JWT_AUDIENCE", "users")
                .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")
                .containsEntry("OTEL_TRACES_SAMPLER_ARG", "0.1")
                .containsEntry("TLS_CLIENT_CERTIFICATES", "optional");
        assertThat(EVERYTHING.container("Deployment").path("image").asString())
                .startsWith("registry.example.com/users-service@sha256:0123");
    }

    @Test
    void aLabelOfAPartCountsAndNotThatOfEveryObject() {
        var rendered = Chart.USERS.with(Map.of(
                "commonLabels.team", "identity",
                "podLabels.team", "servers",
                "migrations.podLabels.team", "schema",
                "serviceMonitor.enabled", true,
                "serviceMonitor.labels.team", "metrics"));

        assertThat(rendered.one("Deployment").at("/metadata/labels/team").asString())
                .isEqualTo("identity");
        assertThat(rendered.one("Deployment")
                        .at("/spec/template/metadata/labels/team")
                        .asString())
                .isEqualTo("servers");
        assertThat(rendered.one("Job").at("/spec/template/metadata/labels/team").asString())
                .isEqualTo("schema");
        assertThat(rendered.one("ServiceMonitor").at("/metadata/labels/team").asString())
                .isEqualTo("metrics");
        assertThat(rendered.text()).doesNotContainPattern("\"team\": .*\n *\"team\": ");
    }

    /** A server does not start with a key that it does not know. */
    @Test
    void everySettingIsOneOfTheServers() {
        var known = paths(Yaml.read(Path.of("../../users-server/src/main/resources/application.yaml")), "");

        Values.all()
                .filter(values -> values.chart() == Chart.USERS)
                .map(values -> values.rendered().configuration("users"))
                .forEach(configuration -> assertThat(known).containsAll(paths(configuration, "")));
    }

    private static List<String> paths(JsonNode settings, String path) {
        return settings.isObject()
                ? settings.properties().stream()
                        .flatMap(entry -> paths(entry.getValue(), path + "/" + entry.getKey()).stream())
                        .toList()
                : List.of(path);
    }

    /** What the server reads is what README and application.yaml name. */
    @Test
    void everyVariableIsOneOfTheServers() throws IOException {
        var known = Files.readString(Path.of("../../README.md"))
                + Files.readString(Path.of("../../users-server/src/main/resources/application.yaml"))
                // Those of users.database.migration, and CONFIG_FILE.
                + "CONFIG_FILE MIGRATE_AT_START MIGRATION_DB_USERNAME MIGRATION_DB_PASSWORD_FILE MIGRATION_DB_SSLCERT MIGRATION_DB_SSLKEY";

        Values.all()
                .filter(values -> values.chart() == Chart.USERS)
                .map(Values::rendered)
                .forEach(rendered -> {
                    var names = rendered.environment("Deployment");
                    names.putAll(rendered.environment("Job"));
                    names.keySet().removeIf(name -> name.startsWith("FROM_"));
                    assertThat(names.keySet())
                            .allSatisfy(name -> assertThat(known).containsPattern("\\b" + name + "\\b"));
                });
    }
}
