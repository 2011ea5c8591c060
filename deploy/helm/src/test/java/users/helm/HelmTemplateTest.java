package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make helm-template}, with Helm and without. */
class HelmTemplateTest {

    @TempDir
    private Path work;

    @Test
    void helmRendersEachChartWithEachFileOfValues() throws IOException, InterruptedException {
        var tools = StandIns.of(work, "helm");

        assertThat(tools.run("build/helm-template", Map.of()).exitCode()).isZero();

        assertThat(tools.calls())
                .containsExactly(
                        "helm template users users --namespace users",
                        "helm template users users --namespace users --values users/values-production.yaml",
                        "helm template users users --namespace users --values ../kind/values.yaml",
                        "helm template users-postgres users-postgres --namespace users");
    }

    @Test
    void theLibraryRendersThemAsWell() {
        assertThat(Render.rendered("users:../kind/values.yaml"))
                .startsWith("# users with ../kind/values.yaml\n")
                .contains("kind: Deployment", "kind: Job", "value: \"postgres\"");
    }
}
