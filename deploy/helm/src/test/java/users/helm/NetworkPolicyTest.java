package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may come to servers and migrations, and where these may go. */
class NetworkPolicyTest {

    private static final Rendered EVERYTHING = Chart.USERS.rendered(List.of(Values.EVERYTHING), Map.of());
    private static final Rendered PRODUCTION = Chart.USERS.with("values-production.yaml", Map.of());

    private static final String NAMES = "[{\"port\":53,\"protocol\":\"UDP\"},{\"port\":53,\"protocol\":\"TCP\"}]";
    private static final String DATABASES = "[{\"port\":5432},{\"port\":5433}]";

    @Test
    void serversReachNamesThePortsOfTheDatabaseAndWhatIsAskedFor() {
        var policy = EVERYTHING.one("NetworkPolicy", "users").path("spec");

        assertThat(policy.path("policyTypes")).isEqualTo(Yaml.read("[Ingress, Egress]"));
        assertThat(ports(policy))
                .startsWith(NAMES, DATABASES, "[{\"port\":4318}]")
                .hasSize(4);
        assertThat(database(PRODUCTION.one("NetworkPolicy", "users"))).isEqualTo("users-postgres");
        assertThat(PRODUCTION.one("NetworkPolicy", "users").at("/spec/ingress/0/from"))
                .hasSize(2);
    }

    @Test
    void migrationsReachNamesAndTheDatabaseAloneAndNobodyReachesThem() {
        var policy = PRODUCTION.one("NetworkPolicy", "users-migrations").path("spec");

        assertThat(policy.path("policyTypes")).isEqualTo(Yaml.read("[Ingress, Egress]"));
        assertThat(policy.has("ingress")).isFalse();
        assertThat(ports(policy)).containsExactly(NAMES, "[{\"port\":5432}]");
        assertThat(database(PRODUCTION.one("NetworkPolicy", "users-migrations")))
                .isEqualTo("users-postgres");
    }

    @Test
    void migrationsReachWhatIsAskedForThemAndServersDoNot() {
        assertThat(ports(EVERYTHING.one("NetworkPolicy", "users-migrations").path("spec")))
                .containsExactly(NAMES, DATABASES, "[{\"port\":15012}]");
        assertThat(ports(EVERYTHING.one("NetworkPolicy", "users").path("spec"))).doesNotContain("[{\"port\":15012}]");
    }

    /** A pod that both meant could do what either lets it. */
    @Test
    void eachPodIsMeantByOnePolicy() {
        var labels = Map.of(
                "users", EVERYTHING.one("Deployment").at("/spec/template/metadata/labels"),
                "users-migrations", EVERYTHING.one("Job").at("/spec/template/metadata/labels"));

        labels.forEach((own, pod) -> assertThat(labels.keySet().stream()
                        .filter(name -> pod.properties()
                                .containsAll(EVERYTHING
                                        .one("NetworkPolicy", name)
                                        .at("/spec/podSelector/matchLabels")
                                        .properties())))
                .containsExactly(own));
    }

    @Test
    void thePolicyOfMigrationsIsThereBeforeTheJobAndNotAfterItHoweverItEnded() {
        assertThat(EVERYTHING.one("NetworkPolicy", "users-migrations").at("/metadata/annotations"))
                .isEqualTo(Yaml.read("""
                        helm.sh/hook: pre-install,pre-upgrade
                        helm.sh/hook-weight: "-1"
                        helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded,hook-failed
                        """));
        assertThat(EVERYTHING
                        .one("Job")
                        .at("/metadata/annotations/helm.sh~1hook-weight")
                        .asString())
                .isEqualTo("0");
    }

    @Test
    void thereIsNoneOfMigrationsWithoutTheJob() {
        var rendered = Chart.USERS.with(Map.of("networkPolicy.enabled", true, "migrations.enabled", false));

        assertThat(rendered.one("NetworkPolicy").at("/metadata/name").asString())
                .isEqualTo("users");
    }

    @Test
    void thereIsNoneUnlessAskedFor() {
        assertThat(Chart.USERS.with(Map.of()).kinds()).doesNotContain("NetworkPolicy");
    }

    private static List<String> ports(JsonNode policy) {
        return Rendered.elements(policy.path("egress"))
                .map(rule -> rule.path("ports").toString())
                .toList();
    }

    private static String database(JsonNode policy) {
        return policy.at("/spec/egress/1/to/0/podSelector/matchLabels/cnpg.io~1cluster")
                .asString();
    }
}
