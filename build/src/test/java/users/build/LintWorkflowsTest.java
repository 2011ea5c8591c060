package users.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code build/lint-workflows} finds what is wrong with a workflow. */
final class LintWorkflowsTest {

    private static final String GOOD = """
            on: push
            permissions:
              contents: read
            jobs:
              build:
                runs-on: ubuntu-24.04
                timeout-minutes: 10
                steps:
                  - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                    with:
                      persist-credentials: false
                  - run: make test
            """;

    private record Fault(String good, String bad, String finding) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault("ubuntu-24.04", "ubuntu-24.4", "label \"ubuntu-24.4\" is unknown"),
            new Fault("contents: read", "content: read", "unknown permission scope \"content\""),
            new Fault("make test", "make ${{ github.ref_name }}", "an expression in run is pasted into the script"),
            new Fault("make test", "echo $HOME", "[SC2086]"),
            new Fault("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "actions/checkout@v7 can change"),
            new Fault(" # v7.0.1", "", "can change: name it as owner/action@<all 40 digits of the commit> # v1.2.3"),
            new Fault("contents: read", "contents: write", "every job of it may write"),
            new Fault("permissions:\n  contents: read\n", "", "or whatever the repository grants: set permissions"),
            new Fault("permissions:\n  contents: read\n", "permissions: write-all\n", "every job of it may write"),
            new Fault("    timeout-minutes: 10\n", "", "job build may run for six hours"),
            new Fault("persist-credentials: false", "persist-credentials: true", "leaves its token in the work tree"));

    @TempDir
    private Path folder;

    @Test
    void aWorkflowThatKeepsEveryRulePasses() throws Exception {
        assertThat(lint(List.of(GOOD))).isEqualTo(new Script.Ended(0, ""));
    }

    @Test
    void eachFaultIsFound() throws Exception {
        var ended = lint(FAULTS.stream()
                .map(fault -> GOOD.replace(fault.good(), fault.bad()))
                .toList());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output().lines())
                .zipSatisfy(FAULTS, (line, fault) -> assertThat(line).contains(fault.finding()));
    }

    private Script.Ended lint(List<String> workflows) throws Exception {
        var words = new ArrayList<>(List.of("build/lint-workflows"));
        for (var workflow : workflows) {
            var file = folder.resolve(words.size() - 1 + ".yml");
            words.add(Files.writeString(file, workflow).toString());
        }
        return Script.run(Script.ROOT, words.toArray(String[]::new));
    }
}
