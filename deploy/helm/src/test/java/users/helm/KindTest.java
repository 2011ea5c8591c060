package users.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make kind-up} and {@code make kind-down} as far as they go without a cluster: what they ask of which tool, when. */
class KindTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> TOOLS = List.of("docker", "kind", "kubectl", "helm", "make");

    @TempDir
    private Path work;

    /** How it ended, and all that it printed. */
    private record Ended(int exitCode, String output) {}

    @Test
    void everyToolThatIsMissingIsNamedAtOnce() throws IOException, InterruptedException {
        for (var tool : List.of("dirname", "bash")) {
            Files.copy(Path.of("/usr/bin", tool), work.resolve(tool), COPY_ATTRIBUTES);
        }

        var up = run("build/kind-up", Map.of("PATH", work.toString()));
        var down = run("build/kind-down", Map.of("PATH", work.toString()));

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
        var up = run("build/kind-up", standIns());

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output()).contains("\n  kubectl port-forward -n users svc/users-service 5355:5355\n");
        assertThat(calls()).containsExactly("""
                docker version
                make --no-print-directory docker
                kind get clusters --quiet
                kind create cluster --name users --config deploy/kind/cluster.yaml --wait 2m
                kind load docker-image --name users users-service:latest
                KUBECTL create namespace users --dry-run=client --output yaml
                KUBECTL apply --filename -
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
        run("build/kind-up", standIns());

        var passwords = new HashSet<String>();
        try (var files = Files.newDirectoryStream(work, "*.password")) {
            for (var file : files) {
                passwords.add(Files.readString(file));
            }
        }
        assertThat(passwords).hasSize(3).allMatch(password -> password.matches("[0-9a-f]{32}"));
        assertThat(String.join("\n", calls())).doesNotContain(passwords);
        assertThat(folderOfPasswords()).doesNotExist();
    }

    @Test
    void whatIsThereStaysAndAnotherImageIsTaken() throws IOException, InterruptedException {
        var environment = standIns("IMAGE", "localhost:5000/users", "KIND_CLUSTER_NAME", "mine");
        Files.writeString(work.resolve("clusters"), "other\nmine\n");

        run("build/kind-up", environment);

        assertThat(calls())
                .noneMatch(call -> call.startsWith("make "))
                .noneMatch(call -> call.contains("create cluster") || call.contains("create secret"))
                .contains("kind load docker-image --name mine localhost:5000/users:latest")
                .anyMatch(call -> call.contains("--kube-context kind-mine")
                        && call.contains("image.repository=localhost:5000/users --set-string image.tag=latest"));
    }

    @Test
    void theClusterEndsWithAllThatIsInIt() throws IOException, InterruptedException {
        assertThat(run("build/kind-down", standIns()).exitCode()).isZero();

        assertThat(calls()).containsExactly("kind delete cluster --name users");
    }

    /** Each tool as a script that notes what it is asked for. */
    private Map<String, String> standIns(String... more) throws IOException {
        var bin = Files.createDirectory(work.resolve("bin"));
        for (var tool : TOOLS) {
            Files.copy(Path.of("src/test/stand-ins/tool"), bin.resolve(tool), COPY_ATTRIBUTES);
        }
        var environment = new HashMap<String, String>();
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("STAND_INS", work.toString());
        for (var i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(work.resolve("calls")).stream()
                .map(call -> call.replaceFirst("=password=.*/password", "=password=FOLDER/password"))
                .toList();
    }

    private Path folderOfPasswords() throws IOException {
        var call = Files.readAllLines(work.resolve("calls")).stream()
                .filter(line -> line.contains("secret generic"))
                .findFirst()
                .orElseThrow();
        return Path.of(call.replaceFirst(".*=password=", "")).getParent();
    }

    private static Ended run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(ROOT.resolve(script).toString()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("IMAGE", "KIND_CLUSTER_NAME"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
