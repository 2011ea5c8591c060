package users.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of userctl that a release has runs wherever it is unpacked. */
final class ArchiveIT {

    private static final Path PACK =
            Path.of("../build/userctl-archive").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void anUnpackedArchiveIsUserctl() throws Exception {
        var archive = PACK.resolveSibling("..").resolve(run(PACK.toString()).strip());
        run("tar", "--extract", "--file", archive.toString(), "--strip-components", "1", "--directory", "" + folder);

        assertThat(run(folder + "/bin/userctl", "--version")).isEqualTo(run(Userctl.LAUNCHER, "--version"));
    }

    private String run(String... words) throws IOException, InterruptedException {
        var ended = Userctl.run(folder, List.of(words), "");
        assertThat(ended).isEqualTo(Userctl.Ended.printing(ended.out()));
        return ended.out();
    }
}
