package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked for without echo and what the history keeps, on a pseudo-terminal. */
final class SecrecyTest extends TerminalSession {

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
            shell.type("passwd p-5").await("must be an e-mail");
            shell.type("verify jack@test.com p-6").await("verify has a word too many");
            shell.type("passwd jack@test.com --pasword=p-7").await("passwd has no flag --pasword");
            shell.type("create --email a@b.com -p-8").await("create has no flag -p");
            shell.type("verify jack@test.com --password-stdin=p-9").await("--password-stdin takes no value");
            shell.type("passwd jack@test.com --old=p-9").await("--old takes no value");
            shell.type("set pw = p-2").await("no command \"set\"");
            shell.type("call SetPassword '{\"password\":")
                    .await("'>")
                    .type("\"p-1\"}'")
                    .await("no command \"call\"");
            shell.type("health").await("is healthy");
            shell.keys("C-l").await("an empty screen", screen -> screen.lines().count() == 1);
            shell.keys("C-r").begin("p-").await("bck-i-search: p-");
            assertThat(screen(shell)).isEqualTo("localhost:5355 healthy>\nfailing bck-i-search: p-_");
            shell.keys("C-c", "Up").await("a line", screen -> screen.endsWith("healthy> health"));
            shell.keys("C-c").await("a prompt", screen -> screen.endsWith("healthy>"));
            shell.keys("C-d").await("left with 0");
        }
        assertThat(history()).isEqualTo("health\n");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve(".local/state/userctl/history"))))
                .isEqualTo("rw-------");
    }

    @Test
    void passwordsThatAreAskedForLeaveNothing() throws IOException {
        try (var shell = shell(100)) {
            shell.type("passwd jack@test.com").await("Password:").type("secret-p-1");
            shell.await("The same again:").type("secret-p-1").await("etag          2");
            shell.type("verify jack@test.com").await("Password:").type("secret-p-1");
            shell.await("verified", screen -> screen.split("etag          2", -1).length == 3);
            shell.type("passwd jack@test.com --old").await("Old password:").type("secret-p-1");
            shell.await("New password:").type("secret-p-2");
            shell.await("two askings", screen -> screen.split("The same again:", -1).length == 3)
                    .type("secret-p-2")
                    .await("etag          3");
            shell.type("verify jack@test.com").await("one asking", screen -> screen.endsWith("Password:"));
            shell.type("secret-p-3").await("error: no user has this id or e-mail and this password");
            assertThat(shell.scrollback()).doesNotContain("secret-p");
            shell.await("a prompt", screen -> screen.endsWith("healthy>"));
            shell.keys("Up").await("nothing to go up to", screen -> screen.endsWith("healthy>"));
            shell.keys("C-d").await("left with 0");
        }
        assertThat(home.resolve(".local/state/userctl/history")).content().isEmpty();
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
