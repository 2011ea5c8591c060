package users.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tag's workflow asks of {@code build/}, in a small project of its own. */
final class ReleaseTest {

    @TempDir
    private Path project;

    @BeforeEach
    void makeProject() throws Exception {
        write("pom.xml", """
                <project>
                  <version>1.2.0-SNAPSHOT</version>
                  <properties><other.version>1.2.0-SNAPSHOT</other.version></properties>
                </project>
                """);
        write("api/pom.xml", """
                <project>
                  <parent><version>1.2.0-SNAPSHOT</version></parent>
                  <dependency><version>1.2.0</version></dependency>
                </project>
                """);
        write("chart/Chart.yaml", """
                apiVersion: v2
                version: 1.2.0-SNAPSHOT
                appVersion: 1.2.0-SNAPSHOT
                """);
        write("database/Chart.yaml", """
                version: 1.2.0-SNAPSHOT
                appVersion: "18.6"
                """);
        write("CHANGELOG.md", """
                # Changelog

                ## [Unreleased]

                - what comes

                ## [1.2.0] - 2026-11-29

                ### Added

                - what came

                ## [1.1.0] - 2026-10-29

                - what was
                """);
        for (var script : new String[] {"set-version", "release-notes"}) {
            Files.createDirectories(project.resolve("build"));
            Files.copy(Script.ROOT.resolve("build", script), project.resolve("build", script));
        }
        Script.run(project, "git", "init", "--quiet");
        Script.run(project, "git", "add", "--all");
    }

    @Test
    void theVersionIsThatOfEveryModuleAndChart() throws Exception {
        assertThat(Script.run(project, "build/set-version", "1.2.0-rc.1")).isEqualTo(new Script.Ended(0, ""));

        assertThat(project.resolve("pom.xml")).content().isEqualTo("""
                <project>
                  <version>1.2.0-rc.1</version>
                  <properties><other.version>1.2.0-SNAPSHOT</other.version></properties>
                </project>
                """);
        assertThat(project.resolve("api/pom.xml")).content().isEqualTo("""
                <project>
                  <parent><version>1.2.0-rc.1</version></parent>
                  <dependency><version>1.2.0</version></dependency>
                </project>
                """);
        assertThat(project.resolve("chart/Chart.yaml")).content().isEqualTo("""
                apiVersion: v2
                version: 1.2.0-rc.1
                appVersion: 1.2.0-rc.1
                """);
        assertThat(project.resolve("database/Chart.yaml")).content().isEqualTo("""
                version: 1.2.0-rc.1
                appVersion: "18.6"
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2", "v1.2.0", "1.2.0 ", "1.2.0/x", "latest"})
    void whatIsNoVersionIsRefused(String version) throws Exception {
        assertThat(Script.run(project, "build/set-version", version))
                .isEqualTo(new Script.Ended(
                        1,
                        "build/set-version: '%s' is no version: give one such as 1.2.0, 1.2.0-rc.1 or 1.3.0-SNAPSHOT."
                                .formatted(version)));
        assertThat(project.resolve("pom.xml")).content().contains("<version>1.2.0-SNAPSHOT</version>");
    }

    @Test
    void theNotesAreTheVersionsPartOfTheChangelog() throws Exception {
        assertThat(Script.run(project, "build/release-notes", "1.2.0")).isEqualTo(new Script.Ended(0, """
                ### Added

                - what came"""));
    }

    @Test
    void aVersionWithoutNotesIsRefused() throws Exception {
        var ended = Script.run(project, "build/release-notes", "1.2.1");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .startsWith("CHANGELOG.md has nothing of 1.2.1: give it the heading \"## [1.2.1] - 2");
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(project.resolve(file), content);
    }
}
