package users.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.shell.Tmux;

/** Both programs as a {@link Stranger} in a folder that cannot be written. */
class StrangerIT {

    /** The programs as they are installed; where they were built may be closed to strangers. */
    @TempDir
    private Path installed;

    @TempDir
    private Path folder;

    @TempDir
    private Path closed;

    @BeforeEach
    void install() throws IOException, InterruptedException {
        for (var part : List.of("bin", "users-server/target/image", "users-shell/target/image")) {
            var target = installed.resolve(part);
            Files.createDirectories(target.getParent());
            assertThat(new ProcessBuilder("cp", "-R", "../" + part, target.toString())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
        Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @Test
    void bothWorkAndLeaveNothingBehind() throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                Stranger.runs(closed, installed.resolve("bin/users-server").toString()));
        try (var server = RunningServer.start(folder, command)) {
            var port = Integer.toString(server.port());
            var userctl = Stranger.runs(closed, installed.resolve("bin/userctl").toString(), "-p", port);

            assertThat(Userctl.run(folder, userctl, "", "health"))
                    .isEqualTo(Userctl.Ended.printing("{\n  \"status\": \"SERVING\"\n}\n"));
            try (var shell = Tmux.start(folder, 80, Map.of(), userctl)) {
                shell.await("healthy>")
                        .type("health")
                        .await("is healthy")
                        .type("exit")
                        .await("left with 0");
                assertThat(shell.screen().replace(":" + port, ":5355")).isEqualTo("""
                        userctl 0.1.0-SNAPSHOT on localhost:5355
                        Tab completes, help explains, Ctrl-D leaves.
                        note: history is off: there is no home folder
                        localhost:5355 healthy> health
                        localhost:5355 is healthy
                        localhost:5355 healthy> exit
                        left with 0""");
            }
            assertThat(server.process().stop()).isZero();
        }
        assertThat(Files.readAllLines(folder.resolve("server.log")))
                .allSatisfy(line -> assertThat(line).matches("\\S+Z INFO users\\.\\S+: .*"));
        assertThat(closed).isEmptyDirectory();
        assertThat(installed.resolve("?")).doesNotExist();
    }
}
