package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The chart of the database, and that the chart of the server fits it. */
class PostgresTest {

    private static final Pattern SET = Pattern.compile("--set '?([^=\\s]+)=([^'\\s]+)");

    private static final Rendered RENDERED = Chart.USERS_POSTGRES.with(Map.of());
    private static final JsonNode CLUSTER = RENDERED.one("Cluster").path("spec");

    @Test
    void threeServersKeepTheConnectorsSlot() {
        assertThat(CLUSTER.path("instances").asInt()).isEqualTo(3);
        assertThat(CLUSTER.path("imageName").asString())
                .isEqualTo("ghcr.io/cloudnative-pg/postgresql:18.6-standard-trixie");
        assertThat(CLUSTER.path("replicationSlots"))
                .isEqualTo(Yaml.read("highAvailability: {enabled: true, synchronizeLogicalDecoding: true}"));
        assertThat(CLUSTER.at("/postgresql/parameters")).isEqualTo(Yaml.read("""
                        {sync_replication_slots: "on", hot_standby_feedback: "on", max_slot_wal_keep_size: 10GB}
                        """));
        assertThat(CLUSTER.at("/postgresql/synchronous"))
                .isEqualTo(Yaml.read("{method: any, number: 1, dataDurability: required}"));
    }

    @Test
    void dataOutlivesTheRelease() {
        assertThat(annotations(RENDERED)).containsEntry("helm.sh/resource-policy", "keep");
    }

    @Test
    void noStandbyTakesOverThatMayLackWhatWasAcknowledged() {
        assertThat(annotations(RENDERED)).containsEntry("alpha.cnpg.io/failoverQuorum", "true");

        var asynchronous = Chart.USERS_POSTGRES.with(Map.of("synchronousStandbys", 0));
        assertThat(annotations(asynchronous)).containsOnlyKeys("helm.sh/resource-policy");
        assertThat(asynchronous.one("Cluster").at("/spec/postgresql").has("synchronous"))
                .isFalse();
    }

    private static Map<String, String> annotations(Rendered rendered) {
        return rendered.one("Cluster").at("/metadata/annotations").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, annotation -> annotation.getValue().asString()));
    }

    @Test
    void rolesLogInByCertificateAlone() {
        assertThat(CLUSTER.at("/bootstrap/initdb")).isEqualTo(Yaml.read("{database: users, owner: users_migrations}"));
        assertThat(Rendered.elements(CLUSTER.at("/managed/roles")))
                .allSatisfy(role ->
                        assertThat(role.path("disablePassword").asBoolean()).isTrue())
                .allSatisfy(role ->
                        assertThat(role.path("superuser").asBoolean(false)).isFalse())
                .extracting(role -> role.path("name").asString())
                .containsExactly("users", "users_connector");
        assertThat(CLUSTER.at("/managed/roles/1/replication").asBoolean()).isTrue();
        assertThat(CLUSTER.at("/postgresql/pg_hba")).isEqualTo(Yaml.read("""
                        - hostssl users users all cert
                        - host all users all reject
                        - hostssl users users_migrations all cert
                        - host all users_migrations all reject
                        - hostssl users users_connector all cert
                        - host all users_connector all reject
                        """));
    }

    @Test
    void eachRoleHasACertificateThatJavaCanRead() {
        var names = new TreeMap<String, String>();
        RENDERED.objects().stream()
                .filter(object -> object.path("kind").asString().equals("Certificate"))
                .map(object -> object.path("spec"))
                .filter(spec -> !spec.path("isCA").asBoolean(false))
                .forEach(spec -> {
                    assertThat(spec.at("/privateKey/encoding").asString()).isEqualTo("PKCS8");
                    assertThat(spec.at("/secretTemplate/labels").has("cnpg.io/reload"))
                            .isTrue();
                    names.put(
                            spec.path("secretName").asString(),
                            spec.path("commonName").asString());
                });

        assertThat(names)
                .isEqualTo(Map.of(
                        "users-postgres-server", "",
                        "users-postgres-users", "users",
                        "users-postgres-migrations", "users_migrations",
                        "users-postgres-connector", "users_connector",
                        "users-postgres-replication", "streaming_replica"));
        assertThat(Rendered.elements(RENDERED.one("Certificate", "users-postgres-server")
                                .at("/spec/dnsNames"))
                        .map(JsonNode::asString))
                .contains("users-postgres-rw", "users-postgres-rw.users.svc");
    }

    @Test
    void aReleaseMayHaveTheLongestNameOfACluster() {
        var name = "a-database-of-the-team-that-looks-after-identities";

        assertThat(Chart.USERS_POSTGRES
                        .rendered(name, List.of(), Map.of())
                        .one("Cluster")
                        .at("/metadata/name")
                        .asString())
                .isEqualTo(name)
                .hasSize(50);
    }

    @Test
    void theNotesSayWhatFitsTheServersToAReleaseOfAnyName() {
        var values = Map.of("database.name", "people");
        var postgres = Chart.USERS_POSTGRES.rendered("pg", List.of(), values);
        var told = SET.matcher(Chart.USERS_POSTGRES.notes("pg", values))
                .results()
                .collect(Collectors.toMap(set -> set.group(1), set -> set.group(2)));

        var users = Chart.USERS.with("values-production.yaml", told);

        assertThat(users.environment("Deployment"))
                .containsEntry("DB_HOST", "pg-rw")
                .containsEntry("DB_NAME", "people");
        assertThat(postgres.one("Cluster").at("/spec/bootstrap/initdb/database").asString())
                .isEqualTo("people");
        assertThat(users.secrets("Deployment")).containsEntry("database", "pg-users");
        assertThat(postgres.one("Certificate", "pg-users")
                        .at("/spec/commonName")
                        .asString())
                .isEqualTo("users");
        assertThat(users.secrets("Job")).containsEntry("migrations", "pg-migrations");
        assertThat(postgres.one("Certificate", "pg-migrations")
                        .at("/spec/commonName")
                        .asString())
                .isEqualTo("users_migrations");
        for (var policy : List.of("users", "users-migrations")) {
            assertThat(users.one("NetworkPolicy", policy).at("/spec/egress/1/to"))
                    .isEqualTo(Yaml.read("[{podSelector: {matchLabels: {cnpg.io/cluster: pg}}}]"));
        }
        assertThat(Chart.USERS_POSTGRES.notes(Map.of()))
                .contains("helm upgrade --install users deploy/helm/users --namespace users\n")
                .doesNotContain("--set");
    }

    @Test
    void theTwoReleasesFitTogether() {
        var users = Chart.USERS.with("values-production.yaml", Map.of());

        assertThat(users.environment("Deployment"))
                .containsEntry(
                        "DB_HOST", RENDERED.one("Cluster").at("/metadata/name").asString() + "-rw")
                .containsEntry(
                        "DB_NAME", CLUSTER.at("/bootstrap/initdb/database").asString())
                .containsEntry(
                        "DB_USERNAME", CLUSTER.at("/managed/roles/0/name").asString());
        assertThat(users.environment("Job"))
                .containsEntry(
                        "MIGRATION_DB_USERNAME",
                        CLUSTER.at("/bootstrap/initdb/owner").asString());
        for (var secret : new String[] {
            users.secrets("Deployment").get("database"), users.secrets("Job").get("migrations")
        }) {
            assertThat(RENDERED.one("Certificate", secret)
                            .at("/spec/secretName")
                            .asString())
                    .isEqualTo(secret);
        }
    }
}
