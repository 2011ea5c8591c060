package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The commands on the page of the chart users, one after the other as somebody types them. */
class PageTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ ((?:.*\\\\\n)*.*)");
    private static final Pattern SET = Pattern.compile("--set ([^ =]+)=([^ ,]+)");

    @Test
    void serversComeToADatabaseThatIsReadyAndTheSameLineRepeatsThem() throws IOException {
        assertThat(commands())
                .containsSubsequence(
                        "helm install users-postgres deploy/helm/users-postgres --namespace users --create-namespace   # or a PostgreSQL of yours",
                        "kubectl wait -n users cluster/users-postgres --for=condition=Ready --timeout=10m",
                        "helm upgrade --install users deploy/helm/users --namespace users --set image.repository=REGISTRY/users-service,image.tag=main")
                .noneMatch(command -> command.startsWith("helm install users "));
    }

    @Test
    void theNamespaceIsThereBeforeItsSecrets() throws IOException {
        var commands = commands().stream()
                .filter(command -> command.startsWith("kubectl create "))
                .toList();

        assertThat(commands).hasSize(4).first().isEqualTo("kubectl create namespace users");
    }

    @Test
    void passwordsOfADatabaseElsewhereAreThoseOfTheSecretsAndSentToNobodyElse() throws IOException {
        var commands = String.join("\n", commands());
        var install = commands.replaceFirst("(?s).*(helm [^\n]*database\\.existingSecret[^\n]*).*", "$1");
        var values = SET.matcher(install).results().collect(Collectors.toMap(set -> set.group(1), set -> set.group(2)));

        var rendered = Chart.USERS.with(values);

        for (var kind : List.of("Deployment", "Job")) {
            assertThat(rendered.environment(kind)).containsEntry("DB_SSLMODE", "verify-full");
            assertThat(rendered.secrets(kind).values())
                    .hasSize(2)
                    .allSatisfy(
                            secret -> assertThat(commands).contains("create secret generic " + secret + " -n users "));
        }
        assertThat(rendered.environment("Job")).containsKey("MIGRATION_DB_PASSWORD_FILE");
    }

    private static List<String> commands() throws IOException {
        var page = Files.readString(Chart.USERS.file("README.md"));
        return COMMAND.matcher(page)
                .results()
                .map(command -> command.group(1).replaceAll("\\\\\n *", ""))
                .toList();
    }
}
