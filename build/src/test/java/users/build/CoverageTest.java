package users.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code build/coverage} reads what JaCoCo writes. */
final class CoverageTest {

    private static final String HEADING =
            "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,LINE_COVERED,"
                    + "COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED\n";

    @TempDir
    private Path project;

    @BeforeEach
    void copyScript() throws Exception {
        Files.createDirectory(project.resolve("build"));
        Files.copy(Script.ROOT.resolve("build/coverage"), project.resolve("build/coverage"));
    }

    @Test
    void eachModuleHasItsLines() throws Exception {
        report("api", "A, and b,users,First,9,9,9,9,1,99,9,9,9,9\nA, and b,users,Second,9,9,9,9,2,98,9,9,9,9\n");
        report("deploy/events", "Events,users,Only,9,9,9,9,0,7,9,9,9,9\n");
        report("bridge", "");

        assertThat(Script.run(project, "build/coverage")).isEqualTo(new Script.Ended(0, """
                | module | lines | covered |
                |---|---:|---:|
                | api | 200 | 98.5 % |
                | deploy/events | 7 | 100.0 % |"""));
    }

    @Test
    void withoutAReportItSaysWhatMakesOne() throws Exception {
        assertThat(Script.run(project, "build/coverage"))
                .isEqualTo(
                        new Script.Ended(1, "build/coverage: no test has left a report: run make race or make test."));
    }

    private void report(String module, String classes) throws Exception {
        var folder = Files.createDirectories(project.resolve(module, "target/site/jacoco"));
        Files.writeString(folder.resolve("jacoco.csv"), HEADING + classes);
    }
}
