package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a person sees it, on a pseudo-terminal. */
final class ScreenTest {

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new TestServer().seeded();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Tmux shell(int columns) {
        return Tmux.start(home, columns, Map.of(), "-p", "" + server.port()).await("healthy>");
    }

    /** The screen, the port replaced by the usual one. */
    private String screen(Tmux shell) {
        return shell.screen().replace(":" + server.port(), ":5355");
    }

    private String history() throws IOException {
        return Files.readString(home.resolve(".local/state/userctl/history"));
    }

    @Test
    void bannerAndTableFitInto80Columns() {
        try (var shell = shell(80)) {
            shell.type("list").await("3 users");
            shell.await("last prompt", screen -> screen.endsWith("healthy>"));
            assertThat(screen(shell)).isEqualTo("""
                    userctl of development on localhost:5355
                    Tab completes, help explains, Ctrl-D leaves.
                    localhost:5355 healthy> list
                    ID                                    EMAIL          FIRST  LAST    COUNTRY
                    0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  jack   hughes  GB
                    0198c5f4-7b3a-7cc1-8000-000000000002  jane@test.com  jane   doe     US
                    0198c5f4-7b3a-7cc1-8000-000000000003  john@test.com  john   smith   UA
                    3 users
                    localhost:5355 healthy>""");
        }
    }

    @Test
    void at200ColumnsNothingIsLeftOut() {
        try (var shell = shell(200)) {
            shell.type("list").await("3 users");
            shell.await("last prompt", screen -> screen.endsWith("healthy>"));
            assertThat(screen(shell)).isEqualTo("""
                    userctl of development on localhost:5355
                    Tab completes, help explains, Ctrl-D leaves.
                    localhost:5355 healthy> list
                    ID                                    EMAIL          FIRST  LAST    NICKNAME     COUNTRY  CREATED
                    0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  jack   hughes  jack-hughes  GB       2026-11-25T08:00:01Z
                    0198c5f4-7b3a-7cc1-8000-000000000002  jane@test.com  jane   doe     jane-doe     US       2026-11-25T08:00:02Z
                    0198c5f4-7b3a-7cc1-8000-000000000003  john@test.com  john   smith   john-smith   UA       2026-11-25T08:00:03Z
                    3 users
                    localhost:5355 healthy>""");
        }
    }

    @Test
    void tabCompletesCommandsFlagsCountriesAndLiveUsers() {
        try (var shell = shell(120)) {
            shell.begin("de").keys("Tab").await("delete");
            shell.begin("jan").keys("Tab").await("delete jane@test.com");
            shell.keys("C-c").begin("list --cou").keys("Tab").await("list --country");
            shell.begin("G").keys("Tab").await("(United Kingdom)").await("(Greece)");
            shell.keys("C-c").begin("get --id ").keys("Tab").await("jane@test.com)");
            shell.keys("C-c").begin("list -o nd").keys("Tab").await("list -o ndjson");
            shell.keys("C-c").begin("help cr").keys("Tab").await("help create");
        }
    }

    @Test
    void ctrlCEndsTheRunningCommandAndNotTheShell() {
        try (var shell = shell(80)) {
            server.hang();
            shell.type("list").await("list", screen -> server.calls().contains("ListUsers"));
            shell.keys("C-c").await("error: cancelled");
            server.goOn();
            shell.type("get jane@test.com").await("jane-doe");
        }
    }

    @Test
    void ctrlCDropsALineAndCtrlDLeaves() {
        try (var shell = shell(80)) {
            shell.begin("delete jack@test.com").keys("C-c").keys("C-d").await("left with 0");
            assertThat(server.users()).hasSize(3);
        }
    }

    @Test
    void exitLeaves() {
        try (var shell = shell(80)) {
            shell.type("exit").await("left with 0");
        }
    }

    @Test
    void ctrlRFindsEarlierLines() {
        try (var shell = shell(80)) {
            shell.type("get jane@test.com").await("etag");
            shell.type("health").await("is healthy");
            shell.keys("C-r").begin("jane").await("get jane@test.com");
            shell.keys("Enter").await("two answers", screen -> screen.split("jane-doe", -1).length == 3);
        }
    }

    @Test
    void anOpenQuoteAsksForAnotherLine() {
        try (var shell = shell(80)) {
            shell.type("list --filter 'country =").await("'>");
            shell.type("\"GB\"'").await("1 user");
            assertThat(shell.screen()).contains("jack@test.com").doesNotContain("jane@test.com");
        }
    }

    @Test
    void aPasswordIsAskedForTwiceWithoutEcho() {
        try (var shell = shell(100)) {
            shell.type("create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country GB");
            shell.await("Password:").type("se'cr\\et!!1");
            shell.await("The same again:").type("se'cr\\et!!1");
            shell.await("0198c5f4-7b3a-7cc1-8000-000000000004");
            assertThat(shell.scrollback()).doesNotContain("cr\\et");
            assertThat(server.passwords()).containsExactly("se'cr\\et!!1");
        }
    }

    @Test
    void twoPasswordsThatDifferCreateNobody() {
        try (var shell = shell(100)) {
            shell.type("create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country GB");
            shell.await("Password:").type("secret-1");
            shell.await("The same again:").type("secret-2").await("error: the two passwords differ");
            assertThat(server.users()).hasSize(3);
        }
    }

    @Test
    void aSingleCommandAsksForThePasswordToo() {
        try (var tmux = Tmux.start(
                home,
                100,
                Map.of(),
                "-p",
                "" + server.port(),
                "create",
                "--first-name",
                "Ann",
                "--last-name",
                "Lee",
                "--nickname",
                "ann",
                "--email",
                "ann@example.com",
                "--country",
                "GB")) {
            tmux.await("Password:")
                    .type("secret-1")
                    .await("The same again:")
                    .type("secret-1")
                    .await("left with 0");
            assertThat(tmux.screen()).contains("Ann").doesNotContain("secret-1");
            assertThat(server.passwords()).containsExactly("secret-1");
        }
    }

    @Test
    void noLineWithASecretIsKept() throws IOException {
        try (var shell = shell(160)) {
            var names = "--first-name Ann --last-name Lee --nickname ann --email ann@example.com --country GB";
            shell.type("create " + names + " --password secret-p-0")
                    .await("others can see")
                    .await("etag");
            shell.type("craete --password p-3").await("did you mean create?");
            shell.type("create --pas p-4").await("no flag --pas");
            shell.type("passwd p-5").await("no command \"passwd\"");
            shell.type("set pw = p-2").await("no command \"set\"");
            shell.type("call SetPassword '{\"password\":")
                    .await("'>")
                    .type("\"p-1\"}'")
                    .await("no command \"call\"");
            shell.type("health").await("is healthy");
            shell.keys("C-d").await("left with 0");
        }
        assertThat(history()).isEqualTo("health\n");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve(".local/state/userctl/history"))))
                .isEqualTo("rw-------");
    }

    @Test
    void exclamationMarksAndBackslashesAreTakenAsTyped() {
        try (var shell = shell(160)) {
            shell.type("update jack@test.com --nickname hey!!you")
                    .await("hey!!you")
                    .await("etag        2");
            shell.type("update jack@test.com --nickname 'a!1b'").await("etag        3");
            shell.type("update jack@test.com --nickname C:\\new").await("etag        4");
            assertThat(server.users().getFirst().profile().nickname()).hasToString("C:\\new");
            int calls = server.calls().size();
            shell.type("!!").await("there is no command \"!!\"");
            shell.type("list --filter 'country != \"GB\"'").await("--filter");
            assertThat(server.calls()).hasSize(calls);
        }
    }

    @Test
    void aMarkedPasteWaitsForEnterAndRunsInOrder() {
        try (var shell = shell(160)) {
            shell.paste("update jack@test.com\t--nickname\tone\nupdate jack@test.com\t--nickname\ttwo\nhealth\n");
            shell.await("health");
            assertThat(server.calls()).isEmpty();
            shell.keys("Enter").await("is healthy");
            assertThat(server.calls()).containsExactly("GetUser", "UpdateUser", "GetUser", "UpdateUser");
            assertThat(server.users().getFirst().profile().nickname()).hasToString("two");
        }
    }

    @Test
    void aRawPasteRunsEachLineOnceAndCompletesNothing() {
        try (var shell = shell(160)) {
            shell.pasteRaw("update\tjack@test.com\t--nickname\tone\rupdate\tjack@test.com\t--nickname\ttwo\rhealth\r");
            shell.await("is healthy");
            assertThat(server.calls()).containsExactly("GetUser", "UpdateUser", "GetUser", "UpdateUser");
            assertThat(server.users().getFirst().profile().nickname()).hasToString("two");
        }
    }

    @Test
    void aPasteOf2000LinesRunsWhole() {
        var lines = new StringBuilder();
        IntStream.rangeClosed(1, 2000)
                .forEach(i -> lines.append("get 0198c5f4-7b3a-7cc1-8000-000000000001 -o ndjson\n"));
        try (var shell = shell(160)) {
            shell.paste(lines.toString());
            shell.await("the end of the paste", screen -> screen.contains("ndjson"));
            shell.keys("Enter").await("all", screen -> server.calls().size() == 2000);
        }
    }

    @Test
    void columnsStayInLineWhateverTheScript() {
        var names = new String[] {"✅ Ann", "👩‍🌾", "🇬🇧", "日本", "नमस्ते", "e\u0301", "عمر"};
        for (int i = 0; i < names.length; i++) {
            server.add(names[i], "Lee", "n" + i, "n" + i + "@example.com", "GB");
        }
        for (int columns : new int[] {60, 80}) {
            try (var shell = shell(columns)) {
                shell.type("list").await("10 users");
                assertThat(shell.screen().lines().filter(line -> line.contains(" Lee")))
                        .hasSize(7)
                        .allSatisfy(line -> assertThat(line).contains(" Lee "));
            }
        }
    }

    @Test
    void thePromptTellsHowTheServerIs() {
        try (var shell = shell(80)) {
            server.status(users.grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING);
            shell.keys("Enter").await("not ready>");
            int port = server.port();
            server.close();
            shell.keys("Enter").await("no server>");
            shell.type("list").await("error: no server listens at localhost:" + port);
        }
    }

    @Test
    void withoutAHomeTheHistoryIsOffAndNothingElse() {
        try (var shell = Tmux.start(home, 80, Map.of("HOME", ""), "-p", "" + server.port())) {
            shell.await("note: history is off: there is no home folder")
                    .type("health")
                    .await("is healthy");
        }
    }

    @Test
    void twoShellsKeepTheLinesOfBoth() throws IOException {
        try (var one = shell(80);
                var other = shell(80)) {
            one.type("health").await("is healthy");
            other.type("list --country GB").await("1 user");
            one.type("list --country US").await("1 user");
            one.keys("C-d").await("left with 0");
            other.keys("C-d").await("left with 0");
        }
        assertThat(history()).isEqualTo("health\nlist --country GB\nlist --country US\n");
    }
}
