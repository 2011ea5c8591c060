package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserStatus;
import users.api.filter.Filter;

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
            assertThat(nickname()).isEqualTo("a!1b");
            shell.type("update jack@test.com --nickname C:\\new").await("etag        4");
            assertThat(nickname()).isEqualTo("C:\\new");
            shell.type("update jack@test.com --nickname 'C:\\new folder\\'").await("etag        5");
            assertThat(nickname()).isEqualTo("C:\\new folder\\");
            int calls = server.calls().size();
            shell.type("!!").await("there is no command \"!!\"");
            assertThat(server.calls()).hasSize(calls);
            shell.type("list --filter 'country != \"GB\"'").await("2 users");
            assertThat(server.filters())
                    .containsExactly(Filter.parse("country != \"GB\"").toString());
        }
    }

    @Test
    void aUserIsCreatedWithExclamationMarksInEveryName() {
        try (var shell = shell(160)) {
            shell.type("create --first-name Ann! --last-name 'van !!1' --nickname \"hey!!you\" --email a!1@b.com"
                    + " --label note=!$ --country GB");
            shell.await("Password:").type("secret!!1").await("The same again:").type("secret!!1");
            shell.await("etag ");
            assertThat(server.passwords()).containsExactly("secret!!1");
            assertThat(server.users().getLast().profile())
                    .isEqualTo(new Profile(
                            new PersonName("Ann!"),
                            new PersonName("van !!1"),
                            new Nickname("hey!!you"),
                            new Email("a!1@b.com"),
                            new CountryCode("GB"),
                            new Labels(Map.of("note", "!$")),
                            UserStatus.ENABLED));
        }
    }

    private String nickname() {
        return server.users().getFirst().profile().nickname().value();
    }

    @Test
    void aPasteWithAnOpenQuoteIsFinishedByHand() {
        try (var shell = shell(160)) {
            shell.paste("update jack@test.com\t--nickname\tone\nlist --filter 'country =\n");
            shell.await("list --filter");
            shell.keys("Enter").await("'>");
            assertThat(server.calls()).isEmpty();
            shell.type("\"GB\"'").await("1 user");
            assertThat(server.calls()).containsExactly("GetUser", "UpdateUser", "ListUsers");
            assertThat(server.filters()).containsExactly("country = \"GB\"");
        }
    }

    @Test
    void aPasteWithAnOpenQuoteCanBeDropped() {
        try (var shell = shell(160)) {
            shell.paste("delete jack@test.com\ndelete 'jane@test.com");
            shell.await("delete 'jane");
            shell.keys("Enter").await("'>").keys("C-c").await("a prompt", screen -> screen.endsWith("healthy>"));
            shell.type("health").await("is healthy");
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void aRawPasteWithAnOpenQuoteWaitsForItsEnd() {
        try (var shell = shell(160)) {
            shell.pasteRaw("update\tjack@test.com\t--nickname\tone\rlist --filter 'country =\r");
            shell.await("'>");
            assertThat(server.calls()).containsExactly("GetUser", "UpdateUser");
            shell.pasteRaw("\"GB\"'\rhealth\r");
            shell.await("1 user").await("is healthy");
            assertThat(server.filters()).containsExactly("country = \"GB\"");
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
            assertThat(nickname()).isEqualTo("two");
        }
    }

    @Test
    void aRawPasteRunsEachLineOnceAndCompletesNothing() {
        try (var shell = shell(160)) {
            shell.pasteRaw("update\tjack@test.com\t--nickname\tone\rupdate\tjack@test.com\t--nickname\ttwo\rhealth\r");
            shell.await("is healthy");
            assertThat(server.calls()).containsExactly("GetUser", "UpdateUser", "GetUser", "UpdateUser");
            assertThat(nickname()).isEqualTo("two");
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
