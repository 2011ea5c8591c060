package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers, and the Services before them. */
class ServerTest {

    private static final Rendered DEFAULT = Chart.USERS.with(Map.of());
    private static final Rendered PRODUCTION = Chart.USERS.with("values-production.yaml", Map.of());

    @Test
    void twoServersRollWithoutAGapAndSpread() {
        var spec = DEFAULT.one("Deployment").path("spec");

        assertThat(spec.path("replicas").asInt()).isEqualTo(2);
        assertThat(spec.path("strategy"))
                .isEqualTo(Yaml.read("{type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}"));
        assertThat(Rendered.elements(DEFAULT.pod("Deployment").path("topologySpreadConstraints"))
                        .map(constraint -> constraint.path("topologyKey").asString()))
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    }

    @Test
    void migrationsRunWhereServersMayAndAffinityIsOfServersBesideTheirSpreading() {
        var everything = Chart.USERS.rendered(List.of(Values.EVERYTHING), Map.of());
        var servers = everything.pod("Deployment");
        var migrations = everything.pod("Job");

        for (var field : List.of("nodeSelector", "tolerations", "priorityClassName")) {
            assertThat(servers.has(field)).isTrue();
            assertThat(migrations.path(field)).isEqualTo(servers.path(field));
        }
        assertThat(servers.has("affinity")).isTrue();
        assertThat(servers.path("topologySpreadConstraints")).hasSize(2);
        assertThat(migrations.has("affinity")).isFalse();
    }

    @Test
    void thePageHandsTheNumberOfThisDeploymentToTheAutoscaler() throws IOException {
        var page = Files.readString(Chart.USERS.file("README.md"));
        var handedOver =
                Yaml.read(page.replaceFirst("(?s).*--field-manager=autoscaling .*? <<END\n(.*?)END\n.*", "$1"));
        var deployment = DEFAULT.one("Deployment");

        assertThat(handedOver.path("apiVersion")).isEqualTo(deployment.path("apiVersion"));
        assertThat(handedOver.path("kind")).isEqualTo(deployment.path("kind"));
        assertThat(deployment.path("metadata").properties())
                .containsAll(handedOver.path("metadata").properties());
        assertThat(deployment.path("spec").properties())
                .containsAll(handedOver.path("spec").properties());
        assertThat(Chart.USERS
                        .with(Map.of("autoscaling.enabled", true))
                        .one("Deployment")
                        .at("/spec/replicas")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void theServiceIsWhatPortForwardAsksForAndFindsServersAlone() {
        var service = DEFAULT.one("Service", "users-service").path("spec");

        assertThat(service.path("ports")).isEqualTo(Yaml.read("""
                        - {name: grpc, port: 5355, targetPort: grpc, appProtocol: kubernetes.io/h2c}
                        """));
        assertThat(DEFAULT.one("Deployment")
                        .at("/spec/template/metadata/labels")
                        .properties())
                .containsAll(service.path("selector").properties());
        assertThat(DEFAULT.one("Job").at("/spec/template/metadata/labels").properties())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(List.of(Map.entry(
                        "app.kubernetes.io/component", service.at("/selector/app.kubernetes.io~1component"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ClusterIP", "NodePort", "LoadBalancer"})
    void healthAndMetricsNeverLeaveTheCluster(String type) {
        var rendered = Chart.USERS.with(Map.of("service.type", type, "service.headless", true));
        var service = rendered.one("Service", "users-service").path("spec");

        assertThat(service.path("type").asString()).isEqualTo(type);
        assertThat(rendered.one("Service", "users-service-admin").path("spec")).isEqualTo(Yaml.read("""
                        type: ClusterIP
                        selector:
                          app.kubernetes.io/name: users
                          app.kubernetes.io/instance: users
                          app.kubernetes.io/component: server
                        ports:
                          - {name: admin, port: 8080, targetPort: admin}
                        """));
        for (var name : List.of("users-service", "users-service-headless")) {
            assertThat(Rendered.elements(rendered.one("Service", name).at("/spec/ports")))
                    .extracting(port -> port.path("name").asString())
                    .containsExactly("grpc");
        }
    }

    @Test
    void theNotesSayHowToReachIt() {
        assertThat(Chart.USERS.notes(Map.of()))
                .contains("\n  kubectl port-forward -n users svc/users-service 5355:5355\n")
                .contains("whoever can reach it may call")
                .contains("http://users-service-admin.users:8080/observe/health/ready")
                .doesNotContain("headless");
        assertThat(Chart.USERS.notes(Map.of("tls.existingSecret", "users-tls")))
                .contains("userctl --tls --server-name NAME");
        assertThat(Chart.USERS.notes(Map.of("service.headless", true)))
                .contains("dial dns:///users-service-headless.users:5355.");
    }

    @Test
    void plaintextIsProbedAsGrpcAndTlsOverHttp() {
        assertThat(probes(DEFAULT, "/grpc"))
                .isEqualTo(Map.of(
                        "startupProbe", "{\"port\":5355,\"service\":\"liveness\"}",
                        "readinessProbe", "{\"port\":5355,\"service\":\"\"}",
                        "livenessProbe", "{\"port\":5355,\"service\":\"liveness\"}"));
        assertThat(probes(PRODUCTION, "/httpGet"))
                .isEqualTo(Map.of(
                        "startupProbe", "{\"path\":\"/observe/health/live\",\"port\":\"admin\"}",
                        "readinessProbe", "{\"path\":\"/observe/health/ready\",\"port\":\"admin\"}",
                        "livenessProbe", "{\"path\":\"/observe/health/live\",\"port\":\"admin\"}"));
    }

    @Test
    void thePodWaitsForTheServersOwnGrace() {
        var values = Map.of("shutdown.preStopSeconds", 10, "shutdown.graceSeconds", 60);
        var rendered = Chart.USERS.with(values);
        var pod = rendered.pod("Deployment");

        assertThat(rendered.configuration("users").at("/users/shutdown/grace").asString())
                .isEqualTo("PT60S");
        assertThat(rendered.container("Deployment")
                        .at("/lifecycle/preStop/sleep/seconds")
                        .asInt())
                .isEqualTo(10);
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isEqualTo(75);
    }

    @ParameterizedTest
    @MethodSource("users.helm.Values#all")
    void everyPodIsRestricted(Values values) {
        if (values.chart() == Chart.USERS) {
            for (var kind : List.of("Deployment", "Job")) {
                restricted(values.rendered(), kind);
            }
        }
    }

    /** The Pod Security Standard of that name, and what the issue asks for beyond it. */
    private static void restricted(Rendered rendered, String kind) {
        var pod = rendered.pod(kind);
        assertThat(pod.path("securityContext")).isEqualTo(Yaml.read("""
                        {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532,
                         seccompProfile: {type: RuntimeDefault}}
                        """));
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(pod.properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain("hostNetwork", "hostPID", "hostIPC", "initContainers");
        assertThat(pod.path("containers")).hasSize(1);
        var container = rendered.container(kind);
        assertThat(container.path("securityContext"))
                .isEqualTo(
                        Yaml.read(
                                "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}"));
        assertThat(container.at("/resources/limits/memory").asString()).isEqualTo("256Mi");
        assertThat(container.has("command")).isFalse();
        assertThat(Rendered.elements(pod.path("volumes"))
                        .flatMap(volume -> volume.properties().stream())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .isSubsetOf("name", "configMap", "secret");
        assertThat(Rendered.elements(container.path("volumeMounts")))
                .allSatisfy(
                        mount -> assertThat(mount.path("readOnly").asBoolean()).isTrue())
                .noneMatch(mount -> mount.has("subPath"));
    }

    @Test
    void anotherConfigurationMeansOtherPods() {
        assertThat(checksum(Chart.USERS.with(Map.of("config.users.password.min-length", 8))))
                .isNotEqualTo(checksum(DEFAULT))
                .isEqualTo(checksum(
                        Chart.USERS.with(Map.of("config.users.password.min-length", 8, "log.level", "debug"))));
    }

    @Test
    void productionKeepsPeoplesDataSafe() {
        var environment = PRODUCTION.environment("Deployment");

        assertThat(environment)
                .containsEntry("CALLERS_REQUIRED", "true")
                .containsEntry("TLS_CERT_FILE", "/etc/users/tls/tls.crt")
                .containsEntry("TLS_KEY_FILE", "/etc/users/tls/tls.key")
                .containsEntry("TLS_CLIENT_CA_FILE", "/etc/users/client-authorities/ca.crt")
                .containsEntry("DB_SSLMODE", "verify-full")
                .containsEntry("LOG_FORMAT", "json");
        assertThat(PRODUCTION.configuration("users")).isEqualTo(Yaml.read("""
                        users:
                          grpc: {max-connection-age: PT10M, max-connection-age-grace: PT20S}
                          password: {min-length: 12, refuse-common: true}
                          shutdown: {grace: PT25S}
                        """));
        assertThat(PRODUCTION.kinds()).contains("HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy");
        assertThat(PRODUCTION.one("Deployment").path("spec").has("replicas")).isFalse();
        assertThat(PRODUCTION.text()).doesNotContainIgnoringCase("seed").doesNotContain("test.com");
    }

    private static String checksum(Rendered rendered) {
        return rendered.one("Deployment")
                .at("/spec/template/metadata/annotations/checksum~1config")
                .asString();
    }

    private static Map<String, String> probes(Rendered rendered, String means) {
        return rendered.container("Deployment").properties().stream()
                .filter(field -> field.getKey().endsWith("Probe"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().at(means).toString()));
    }
}
