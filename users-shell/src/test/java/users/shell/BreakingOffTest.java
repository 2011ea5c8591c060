package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Ctrl-C ends and what a person is asked, on a pseudo-terminal. */
final class BreakingOffTest extends TerminalSession {

    private static final String JACK_ID = "0198c5f4-7b3a-7cc1-8000-000000000001";

    private Tmux userctl(String... command) {
        var words = Stream.concat(Stream.of("-p", "" + server.port()), Stream.of(command))
                .toArray(String[]::new);
        return Tmux.start(home, 100, Map.of(), words);
    }

    @Test
    void ctrlCEndsAWatchWellAndSaysHowToGoOn() {
        try (var watch = userctl("watch")) {
            watch.await("a watch", screen -> server.isWatched());
            server.add("Ann", "Lee", "ann", "ann@example.com", "GB");
            watch.await("CREATED    0198c5f4-7b3a-7cc1-8000-000000000004  ann@example.com  Ann Lee");
            watch.keys("C-c")
                    .await("go on with: userctl -p " + server.port() + " watch --resume=t4")
                    .await("left with 130");
        }
    }

    @Test
    void ctrlCInTheShellEndsTheWatchAndNotTheShell() {
        try (var shell = shell(100)) {
            shell.type("watch").await("a watch", screen -> server.isWatched());
            // Only then is there something to go on behind.
            server.add("Ann", "Lee", "ann", "ann@example.com", "GB");
            shell.await("CREATED").keys("C-c").await("go on with: watch --resume=t4");
            shell.type("health").await("is healthy");
        }
    }

    /** So often that some come while a prompt is put up or taken down: that ended three shells in ten. */
    @Test
    void ctrlCOverAndOverEndsNoShell() {
        try (var shell = shell(100)) {
            for (int i = 0; i < 200; i++) {
                shell.keys("C-c");
            }
            shell.type("health").await("is healthy");
        }
    }

    @Test
    void aSignalEndsAShellWithoutAWord() {
        try (var shell = shell(100)) {
            shell.terminate().await("left with 143");
            // JLine may or may not have come to end the line.
            assertThat(screen(shell).replaceFirst("\\s+left", "\nleft")).isEqualTo("""
                    userctl of development on localhost:5355
                    Tab completes, help explains, Ctrl-D leaves.
                    localhost:5355 healthy>
                    left with 143""");
        }
    }

    @Test
    void aSignalEndsTheCommandThatRunsInAShell() {
        server.hang();
        try (var shell = shell(100)) {
            shell.type("list").await("a call", screen -> server.calls().contains("ListUsers"));
            shell.terminate().await("left with 143");
            assertThat(shell.screen()).doesNotContain("Exception");
        }
    }

    @Test
    void ctrlCAtAQuestionDropsTheLineThatAsks() {
        try (var shell = shell(100)) {
            shell.type("verify jack@test.com; health").await("Password:");
            shell.keys("C-c").await("a prompt", screen -> screen.endsWith("healthy>"));
            assertThat(screen(shell)).isEqualTo("""
                    userctl of development on localhost:5355
                    Tab completes, help explains, Ctrl-D leaves.
                    localhost:5355 healthy> verify jack@test.com; health
                    Password:
                    localhost:5355 healthy>""");
        }
    }

    @Test
    void aSignalAtAQuestionEndsAShellWithoutAWord() {
        try (var shell = shell(100)) {
            shell.type("verify jack@test.com").await("Password:");
            shell.terminate().await("left with 143");
            assertThat(screen(shell).replaceFirst("\\s+left", "\nleft")).isEqualTo("""
                    userctl of development on localhost:5355
                    Tab completes, help explains, Ctrl-D leaves.
                    localhost:5355 healthy> verify jack@test.com
                    Password:
                    left with 143""");
        }
    }

    @Test
    void ctrlCEndsAnotherCommandAsScriptsExpect() {
        server.hang();
        try (var list = userctl("list")) {
            list.await("a call", screen -> server.calls().contains("ListUsers"));
            list.keys("C-c").await("error: cancelled").await("left with 130");
        }
    }

    @Test
    void ctrlCEndsAnImportWhereverItIs() throws IOException {
        var rows = IntStream.range(0, 1500)
                .mapToObj(i -> "Ann,Lee,ann,u%d@example.com,GB\n".formatted(i))
                .collect(Collectors.joining("", "first_name,last_name,nickname,email,country\n", ""));
        var file = Files.writeString(home.resolve("users.csv"), rows).toString();
        try (var shell = shell(100)) {
            shell.type("import " + file).await("1,500 created");
            server.hang();
            shell.type("import " + file)
                    .await("a call", screen -> server.calls().size() == 3);
            shell.keys("C-c").await("error: cancelled");
            server.goOn();
            shell.type("import " + file).await("1,500 unchanged");
        }
    }

    @Test
    void aPurgeIsAskedFor() {
        try (var shell = shell(100)) {
            shell.type("delete jack@test.com").await("purged");
            shell.type("purge jack@test.com")
                    .await("Purge jack@test.com for good, without a way back? Type yes:")
                    .type("no")
                    .await("note: nobody was purged");
            shell.type("purge jack@test.com").await("one asking", screen -> screen.endsWith("Type yes:"));
            shell.type("yes").await(JACK_ID + " is gone for good");
        }
        try (var purge = userctl("purge", "0198c5f4-7b3a-7cc1-8000-000000000002")) {
            purge.await("is not deleted: delete it first").await("left with 1");
            assertThat(purge.screen()).doesNotContain("Type yes:");
        }
    }
}
