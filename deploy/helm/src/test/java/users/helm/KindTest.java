package users.helm;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make kind-up} and {@code make kind-down} as far as they go without a cluster: what they ask of which tool, when. */
class KindTest {

    private static final String[] TOOLS = {"docker", "kind", "kubectl", "helm", "make"};

    @TempDir
    private Path work;

    @Test
    void everyToolThatIsMissingIsNamedAtOnce() throws IOException, InterruptedException {
        for (var tool : List.of("dirname", "bash")) {
            Files.copy(Path.of("/usr/bin", tool), work.resolve(tool), COPY_ATTRIBUTES);
        }

        var up = StandIns.runOn("build/kind-up", Map.of("PATH", work.toString()));
        var down = StandIns.runOn("build/kind-down", Map.of("PATH", work.toString()));

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output().lines())
                .containsExactly(
                        "docker was not found: install Docker (Debian: docker.io).",
                        "kind was not found: install https://kind.sigs.k8s.io/docs/user/quick-start/#installation.",
                        "kubectl was not found: install https://kubernetes.io/docs/tasks/tools/.",
                        "helm was not found: install Helm 3.14 or newer, https://helm.sh/docs/intro/install/.");
        assertThat(down.exitCode()).isEqualTo(1);
        assertThat(down.output().lines()).hasSize(2);
    }

    @Test
    void theStepsComeInTheirOrderAndTheLastLineIsHowToReachIt() throws IOException, InterruptedException {
        var tools = StandIns.of(work, TOOLS);

        var up = tools.run("build/kind-up", Map.of());

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output()).contains("\n  kubectl port-forward -n users svc/users-service 5355:5355\n");
        assertThat(calls(tools))
                .containsExactly("""
                docker version
                make --no-print-directory docker
                kind get clusters --quiet
                kind create cluster --name users --config deploy/kind/cluster.yaml --wait 2m
                kind load docker-image --name users users-service:latest
                KUBECTL create namespace users --dry-run=client --output yaml
                KUBECTL apply --filename -
                KUBECTL label namespace users pod-security.kubernetes.io/enforce=restricted --overwrite
                KUBECTL create configmap postgres-roles --from-file=roles.sql=deploy/kind/roles.sql --dry-run=client --output yaml
                KUBECTL apply --filename -
                KUBECTL create configmap users-seed --from-file=seed.sql=db/development/src/main/resources/users/db/development/seed.sql --dry-run=client --output yaml
                KUBECTL apply --filename -
                KUBECTL get secret postgres
                KUBECTL create secret generic postgres --from-file=password=FOLDER/password
                KUBECTL get secret users-database
                KUBECTL create secret generic users-database --from-file=password=FOLDER/password
                KUBECTL get secret users-migrations
                KUBECTL create secret generic users-migrations --from-file=password=FOLDER/password
                KUBECTL apply --filename deploy/kind/postgres.yaml
                KUBECTL rollout status statefulset/postgres --timeout=5m
                docker image inspect --format {{.Id}} users-service:latest
                helm upgrade users deploy/helm/users --install --kube-context kind-users --namespace users --values deploy/kind/values.yaml --set-string image.repository=users-service --set-string image.tag=latest --set-string podAnnotations.image=sha256:4711 --wait --timeout 5m
                KUBECTL rollout status deployment/users --timeout=5m
                KUBECTL delete job users-seed --ignore-not-found
                KUBECTL apply --filename deploy/kind/seed.yaml
                KUBECTL wait job/users-seed --for=condition=Complete --timeout=2m
                """.replace("KUBECTL", "kubectl --context kind-users --namespace users")
                        .split("\n"));
    }

    @Test
    void passwordsAreRandomAndInNoArgumentList() throws IOException, InterruptedException {
        var tools = StandIns.of(work, TOOLS);

        tools.run("build/kind-up", Map.of());

        var passwords = new HashSet<String>();
        try (var files = Files.newDirectoryStream(work, "*.password")) {
            for (var file : files) {
                passwords.add(Files.readString(file));
            }
        }
        assertThat(passwords).hasSize(3).allMatch(password -> password.matches("[0-9a-f]{32}"));
        assertThat(String.join("\n", calls(tools))).doesNotContain(passwords);
        assertThat(tools.calls().stream()
                        .filter(call -> call.contains("=password="))
                        .map(call -> Path.of(call.replaceFirst(".*=password=", ""))))
                .hasSize(3)
                .allSatisfy(file -> assertThat(file.resolveSibling("")).doesNotExist());
    }

    @Test
    void whatIsThereStaysIsKubectlsContextAgainAndAnotherImageIsTaken() throws IOException, InterruptedException {
        var tools = StandIns.of(work, TOOLS);
        Files.writeString(work.resolve("clusters"), "other\nmine\n");

        tools.run("build/kind-up", Map.of("IMAGE", "localhost:5000/users", "KIND_CLUSTER_NAME", "mine"));

        assertThat(calls(tools))
                .noneMatch(call -> call.startsWith("make "))
                .noneMatch(call -> call.contains("create cluster") || call.contains("create secret"))
                .containsSubsequence(
                        "kind get clusters --quiet",
                        "kind export kubeconfig --name mine",
                        "kind load docker-image --name mine localhost:5000/users:latest",
                        "kubectl --context kind-mine --namespace users apply --filename deploy/kind/postgres.yaml")
                .anyMatch(call -> call.contains("--kube-context kind-mine")
                        && call.contains("image.repository=localhost:5000/users --set-string image.tag=latest"));
    }

    @Test
    void theClusterEndsWithAllThatIsInIt() throws IOException, InterruptedException {
        var tools = StandIns.of(work, TOOLS);

        assertThat(tools.run("build/kind-down", Map.of()).exitCode()).isZero();

        assertThat(calls(tools)).containsExactly("kind delete cluster --name users");
    }

    private List<String> calls(StandIns tools) throws IOException {
        return tools.calls().stream()
                .map(call -> call.replaceFirst("=password=.*/password", "=password=FOLDER/password"))
                .toList();
    }
}
