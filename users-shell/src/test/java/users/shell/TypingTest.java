package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What keys and pastes do, on a pseudo-terminal. */
final class TypingTest extends TerminalSession {

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
}
