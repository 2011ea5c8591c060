package users.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code docs/delivery.md} says of a promotion holds for the files that it is made of. */
final class PromotionTest {

    @Test
    void aCopyOfFluxsFilePromotesTheVersionAndNothingElse() throws Exception {
        assertThat(withoutVersion("deploy/flux/staging/chart.yaml"))
                .isEqualTo(withoutVersion("deploy/flux/production/chart.yaml"));
    }

    @Test
    void argoTakesTheValuesThatFluxTakes() throws Exception {
        for (var environment : List.of("staging", "production")) {
            var values = "deploy/flux/%s/values.yaml".formatted(environment);
            assertThat(Script.ROOT.resolve(values)).isRegularFile();
            assertThat(text("deploy/argocd/%s.yaml".formatted(environment)))
                    .contains("- values-production.yaml\n", "- $environments/" + values);
            assertThat(text("deploy/flux/%s/kustomization.yaml".formatted(environment)))
                    .contains("- ../../helm/users/values-production.yaml\n", "- values.yaml\n");
        }
    }

    private static String withoutVersion(String file) throws IOException {
        return text(file).replaceFirst(" tag: .*", "");
    }

    private static String text(String file) throws IOException {
        return Files.readString(Script.ROOT.resolve(file));
    }
}
