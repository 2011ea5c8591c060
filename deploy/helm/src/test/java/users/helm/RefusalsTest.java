package users.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user of a chart is told about values that make no sense. */
class RefusalsTest {

    private static final String TEXT = "a text: in quotes in a file, by --set-string on the command line";

    /** Case 34: they become numbers and truth values before the chart sees them. */
    @ParameterizedTest
    @CsvSource({
        "image.tag, 1234567",
        "database.name, 7",
        "database.existingSecret, true",
        "podAnnotations.on, true",
        "commonLabels.digits, 755",
        "callers.audience, 42",
        "nodeSelector.gpu, false",
    })
    void whatIsNoTextIsRefusedWithWhatToDo(String value, String given) {
        assertThatThrownBy(() -> Chart.USERS.with(Map.of(value, given)))
                .hasMessageContaining("at '/" + value.replace('.', '/') + "'")
                .hasMessageContaining(TEXT);
    }

    /** Case 34: what looks like a number and is none is taken letter by letter, in quotes. */
    @ParameterizedTest
    @ValueSource(strings = {"12e4567", "0755", "1.20", "0x10", "1_000", "007"})
    void whatLooksLikeANumberIsTakenAsItIs(String text) {
        var rendered = Chart.USERS.with(Map.of("image.tag", text, "database.name", text, "podAnnotations.a", text));

        assertThat(rendered.text())
                .contains(
                        "image: \"users-service:" + text + "\"", "value: \"" + text + "\"", "\"a\": \"" + text + "\"");
    }

    /** Case 34: what was quoted in a file of values is quoted again. */
    @Test
    void textsOfAFileStayTexts() {
        assertThat(Chart.USERS.rendered(List.of(Values.EVERYTHING), Map.of()).text())
                .contains(
                        "\"example.com/digits\": \"0755\"",
                        "\"example.com/on\": \"on\"",
                        "\"example.com/role\": \"1234567\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replica                             | 3          | additional properties 'replica' not allowed",
                "image.tags                          | latest     | additional properties 'tags' not allowed",
                "database.password                   | secret     | additional properties 'password' not allowed",
                "config.user.grpc                    | 1          | additional properties 'user' not allowed",
                "config.users.grpc.max-mesage        | 1          | additional properties 'max-mesage' not allowed",
                "config.users.shutdown.grace         | PT1M       | additional properties 'shutdown' not allowed",
                "config.users.database.password-file | /a         | additional properties 'password-file' not allowed",
                "image.tag                           | a/b        | does not match pattern",
                "image.digest                        | sha256:12  | does not match pattern",
                "image.pullPolicy                    | Sometimes  | value must be one of 'Always', 'IfNotPresent', 'Never'",
                "database.port                       | 70000      | maximum: got 70,000, want 65,535",
                "database.sslMode                    | verify     | value must be one of",
                "database.existingSecret             | Users      | does not match pattern",
                "log.level                           | verbose    | value must be one of 'error', 'warning', 'info', 'debug'",
                "callers.jwksUrl                     | issuer     | does not match pattern",
                "replicas                            | many       | got string, want integer",
                "shutdown.graceSeconds               | PT25S      | got string, want integer",
                "resources.limits.memory             | lots       | does not match pattern",
                // With -headless behind it, it would be longer than a Service's name may be.
                "service.name                        | users-service-of-the-team-that-looks-after-our-identities | does not match pattern",
                "serviceMonitor.interval             | often      | does not match pattern",
                "autoscaling.targetCPU               | 1001       | maximum: got 1,001, want 1,000",
                "ingress.host                        | a.*.com    | does not match pattern",
                "tracing.sample                      | 2          | maximum: got 2, want 1",
            })
    void whatMakesNoSenseIsRefusedByName(String value, String given, String told) {
        assertThatThrownBy(() -> Chart.USERS.with(Map.of(value, given))).hasMessageContaining(told);
    }

    /** What Kubernetes itself would drop or refuse, when the release is half there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "networkPolicy.clients[0].podSelectr.a | b | /networkPolicy/clients/0 | additional properties 'podSelectr' not allowed",
                "networkPolicy.monitoring[0].namespaceSelector.labels.a | b | /networkPolicy/monitoring/0/namespaceSelector | additional properties 'labels' not allowed",
                "networkPolicy.monitoring[0].podSelector.matchExpressions[0].key | a | /networkPolicy/monitoring/0/podSelector/matchExpressions/0 | missing property 'operator'",
                "networkPolicy.database[0].ipBlock.cdir | 10.0.0.1/32 | /networkPolicy/database/0/ipBlock | additional properties 'cdir' not allowed",
                "networkPolicy.database[0].ipBlock.cidr | 10.0.0.1 | /networkPolicy/database/0/ipBlock/cidr | addresses by the length of their prefix",
                "networkPolicy.database[0].ipBlock.cidr | 10.0.0.1/33 | /networkPolicy/database/0/ipBlock/cidr | addresses by the length of their prefix",
                "networkPolicy.database[0].ipBlock.cidr | fd00:1 | /networkPolicy/database/0/ipBlock/cidr | addresses by the length of their prefix",
                "networkPolicy.clients[0].ipBlock.except[0] | 300.0.0.0/8 | /networkPolicy/clients/0/ipBlock/except/0 | addresses by the length of their prefix",
                "networkPolicy.clients[0].ipBlock.except[0] | fd00::/129 | /networkPolicy/clients/0/ipBlock/except/0 | addresses by the length of their prefix",
                "networkPolicy.extraEgress[0].ports[0].endPort | 5433 | /networkPolicy/extraEgress/0/ports/0 | missing property 'port'",
                "networkPolicy.extraEgress[0].ports[0].port | 5432-5433 | /networkPolicy/extraEgress/0/ports/0/port | does not match pattern",
                "networkPolicy.extraEgress[0].ports[0].port | Grpc | /networkPolicy/extraEgress/0/ports/0/port | does not match pattern",
                "migrations.extraEgress[0].ports[0].port | a-port-with-a-name | /migrations/extraEgress/0/ports/0/port | maxLength: got 18, want 15",
                "networkPolicy.extraEgress[0].from[0].podSelector.matchLabels.a | b | /networkPolicy/extraEgress/0 | additional properties 'from' not allowed",
                "networkPolicy.extraEgress[0].ports[0].protocol | tcp | /networkPolicy/extraEgress/0/ports/0/protocol | value must be one of 'TCP', 'UDP', 'SCTP'",
                "config.users.database.migration.at-start | false | /config/users/database/migration | additional properties 'at-start' not allowed",
                "config.users.database.migration.username | a | /config/users/database/migration | additional properties 'username' not allowed",
                "config.users.database.migration.password | a | /config/users/database/migration | additional properties 'password' not allowed",
                "config.users.database.migration.password-file | /a | /config/users/database/migration | additional properties 'password-file' not allowed",
                "config.users.database.migration.ssl.key | /a | /config/users/database/migration | additional properties 'ssl' not allowed",
                "grpcRoute.parentRefs[0].gateway | a | /grpcRoute/parentRefs/0 | additional properties 'gateway' not allowed",
                "grpcRoute.parentRefs[0].namespace | a | /grpcRoute/parentRefs/0 | missing property 'name'",
                "tolerations[0].efect | NoSchedule | /tolerations/0 | additional properties 'efect' not allowed",
                "tolerations[0].value | true | /tolerations/0/value | a text: in quotes in a file",
                "affinity.nodeAfinity.a | b | /affinity | additional properties 'nodeAfinity' not allowed",
                "affinity.podAntiAffinity.required[0].topologyKey | a | /affinity/podAntiAffinity | additional properties 'required' not allowed",
                "extraEnv[0].valueFrom.secretRef.name | a | /extraEnv/0/valueFrom | additional properties 'secretRef' not allowed",
                "extraEnv[0].valueFrom.secretKeyRef.name | a | /extraEnv/0/valueFrom/secretKeyRef | missing property 'key'",
            })
    void whatKubernetesWouldNotKnowIsRefusedByItsPlace(String value, String given, String place, String told) {
        assertThatThrownBy(() -> Chart.USERS.with(Map.of(value, given)))
                .hasMessageContaining("at '" + place + "'")
                .hasMessageContaining(told);
    }

    @Test
    void whatKubernetesWouldNotTakeTogetherIsRefusedByItsPlace() {
        refused(Map.of(
                        "networkPolicy.database[0].ipBlock.cidr",
                        "fd00::/8",
                        "networkPolicy.database[0].podSelector.matchLabels.a",
                        "b"))
                .hasMessageContaining("at '/networkPolicy/database/0'")
                .hasMessageContaining("additional properties 'podSelector' not allowed");
        refused(Map.of(
                        "networkPolicy.extraEgress[0].ports[0].port",
                        "otlp",
                        "networkPolicy.extraEgress[0].ports[0].endPort",
                        4320))
                .hasMessageContaining("at '/networkPolicy/extraEgress/0/ports/0/port'")
                .hasMessageContaining("got string, want integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.1.2.3/32", "::/0", "::1/128", "fd00::/8", "2001:db8:0:1:2:3:4:5/64"})
    void addressesOfEitherKindAreTaken(String addresses) {
        assertThat(Chart.USERS
                        .with(Map.of(
                                "networkPolicy.enabled", true, "networkPolicy.database[0].ipBlock.cidr", addresses))
                        .text())
                .contains("cidr: " + addresses);
    }

    /** They would be there twice, and which of them counts is nobody's to say. */
    @ParameterizedTest
    @CsvSource({
        "commonLabels, /commonLabels",
        "podLabels, /podLabels",
        "migrations.podLabels, /migrations/podLabels",
        "serviceMonitor.labels, /serviceMonitor/labels",
        "prometheusRule.labels, /prometheusRule/labels",
        "dashboard.labels, /dashboard/labels",
    })
    void aLabelThatTheChartSetsIsRefusedByItsPlace(String value, String place) {
        var own = Chart.USERS
                .with(Map.of())
                .one("Deployment")
                .at("/metadata/labels")
                .propertyNames();

        assertThat(own)
                .hasSize(6)
                .allSatisfy(label -> refused(Map.of(value + "." + label.replace(".", "\\."), "other"))
                        .hasMessageContaining("at '" + place + "'")
                        .hasMessageContaining("'" + label + "'")
                        .hasMessageContaining("a label that the chart does not set itself"));
    }

    @Test
    void whatElseTheChartsSetIsRefusedLikewise() {
        refused(Map.of("podAnnotations.checksum/config", "none"))
                .hasMessageContaining("at '/podAnnotations'")
                .hasMessageContaining("an annotation that the chart does not set itself");
        for (var parameter : Chart.USERS_POSTGRES
                .with(Map.of())
                .one("Cluster")
                .at("/spec/postgresql/parameters")
                .propertyNames()) {
            assertThatThrownBy(() -> Chart.USERS_POSTGRES.with(Map.of("parameters." + parameter, "other")))
                    .hasMessageContaining("at '/parameters'")
                    .hasMessageContaining("a setting that the chart does not make itself");
        }
        assertThatThrownBy(() -> Chart.USERS_POSTGRES.with(Map.of("commonLabels.helm\\.sh/chart", "other")))
                .hasMessageContaining("at '/commonLabels'")
                .hasMessageContaining("a label that the chart does not set itself");
    }

    private static AbstractThrowableAssert<?, ?> refused(Map<String, ?> values) {
        return assertThatThrownBy(() -> Chart.USERS.with(values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls.clientAuthoritiesSecret | authorities    | tls.clientAuthoritiesSecret needs TLS: set tls.existingSecret",
                "callers.required            | true           | callers.required is true, and nobody could be known",
                "callers.jwksUrl             | https://issuer | Tokens are checked against callers.issuer and callers.audience: set both.",
                "ingress.enabled             | true           | ingress.host is missing",
                "grpcRoute.enabled           | true           | grpcRoute.parentRefs is empty",
                "autoscaling.minReplicas     | 9              | autoscaling.minReplicas is more than autoscaling.maxReplicas",
            })
    void whatDoesNotGoTogetherIsRefusedInASentence(String value, String given, String told) {
        assertThatThrownBy(() -> Chart.USERS.with(Map.of(value, given, "autoscaling.enabled", true)))
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void aKubernetesThatIsTooOldIsRefused(Chart chart) {
        var command = new Helm(chart.folder()).template().withKubeVersion("1.29.9");

        assertThatThrownBy(command::call).hasMessageContaining("incompatible with Kubernetes v1.29.9");
    }

    @Test
    void aNameCannotBeVerifiedWithoutAnAuthority() {
        assertThatThrownBy(() -> Chart.USERS.with(
                        Map.of("database.existingSecret", "users-database", "database.sslMode", "verify-full")))
                .hasMessageContaining("the database's authority has to be known: set database.authoritySecret");
    }

    /** The name of a release may be 53 characters long, and have dots and a digit first. */
    @ParameterizedTest
    @ValueSource(strings = {"pg.main", "1pg", "the-database-of-the-team-that-looks-after-identities"})
    void aNameThatCloudNativePgWouldNotTakeIsRefused(String release) {
        assertThatThrownBy(() -> Chart.USERS_POSTGRES.rendered(release, List.of(), Map.of()))
                .hasMessageContaining(
                        "CloudNativePG would refuse " + release + ": name the release with 50 lower-case letters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instance            | 3     | additional properties 'instance' not allowed",
                "image.tag           | 18    | a text: in quotes in a file, by --set-string on the command line",
                "maxSlotWalKeepSize  | 10    | a text: in quotes in a file, by --set-string on the command line",
                "maxSlotWalKeepSize  | 10G   | does not match pattern",
                "parameters.work_mem | 4     | a text: in quotes in a file, by --set-string on the command line",
                "storage.size        | big   | does not match pattern",
                "synchronousStandbys | 3     | synchronousStandbys has to be less than instances",
            })
    void theOtherChartRefusesLikewise(String value, String given, String told) {
        assertThatThrownBy(() -> Chart.USERS_POSTGRES.with(Map.of(value, given)))
                .hasMessageContaining(told);
    }
}
