package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import users.api.CredentialFault;
import users.api.Role;
import users.api.UserError;

/** Whole runs against a server that wants to know who calls. */
final class TokenTest extends PipeSession {

    private Execution withEnvironment(Map<String, String> environment, String... arguments) {
        var words = new ArrayList<>(List.of("-p", "" + server.port()));
        words.addAll(List.of(arguments));
        return Execution.run(new byte[0], false, environment, words);
    }

    @Test
    void withoutATokenItIsSaidHowToGiveOne() {
        server.takes("good");
        assertThat(run("get", "jack@test.com")).isEqualTo(new Execution(1, "", """
                error: nobody is known to call: a bearer token or a client certificate is needed
                  run userctl with --token-file FILE or --token-command COMMAND, or with --cert FILE and --key FILE
                """));
        assertThat(run("health").exitCode()).isZero();
    }

    @Test
    void aTokenCanComeFromEverywhere() throws IOException {
        server.takes("good");
        var file = Files.writeString(folder.resolve("token"), "good\r\n").toString();
        assertThat(run("--token", "good", "get", "jack@test.com").err()).isEmpty();
        assertThat(run("get", "jack@test.com", "--token-file", file).err()).isEmpty();
        assertThat(run("--token-command", "echo good", "get", "jack@test.com").err())
                .isEmpty();
        assertThat(withEnvironment(Map.of("USERCTL_TOKEN", "good"), "get", "jack@test.com")
                        .err())
                .isEmpty();
        assertThat(withEnvironment(Map.of("USERCTL_TOKEN_FILE", file), "get", "jack@test.com")
                        .err())
                .isEmpty();
        assertThat(withEnvironment(Map.of("USERCTL_TOKEN_COMMAND", "echo good"), "get", "jack@test.com")
                        .err())
                .isEmpty();
        assertThat(withEnvironment(
                                Map.of("USERCTL_TOKEN", "bad", "USERCTL_TOKEN_COMMAND", "false"),
                                "--token-file",
                                file,
                                "get",
                                "jack@test.com")
                        .err())
                .isEmpty();
        assertThat(server.headers("authorization")).hasSize(7).containsOnly("Bearer good");
    }

    @Test
    void aTokenInACommandIsNotedOnATerminalAlone() {
        server.takes("good");
        assertThat(atTerminal("--token", "good", "get", "jack@test.com").err())
                .isEqualTo("note: others can see a token in a command (process list, history): use --token-file or"
                        + " --token-command\n");
        assertThat(Execution.onTerminal(Map.of("USERCTL_TOKEN", "good"), server, "get", "jack@test.com")
                        .err())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 3 | ended with exit code 3",
                "exec no-such-helper-at-all 2>/dev/null | ended with exit code 127: the shell did not find what it names",
                "true | printed nothing: it must print a token on one line",
                "echo a; echo b | printed several lines: it must print a token alone, on one line",
                "echo a b | printed no token: it must be one word of ASCII characters, as a JWT is",
                "yes | printed several lines: it must print a token alone, on one line",
                "yes ü | printed several lines: it must print a token alone, on one line",
                "printf '%020000d' 0 | printed no token: it must be at most 15,000 characters long",
            })
    void aCommandThatPrintsNoTokenIsTold(String command, String fault) {
        server.takes("good");
        assertThat(run("--token-command", command, "get", "jack@test.com"))
                .isEqualTo(new Execution(2, "", "error: --token-command %s\n  try: userctl help\n".formatted(fault)));
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aCommandDoesNotReadWhatIsImported() throws IOException {
        server.takes("good");
        var csv = run("export", "-o", "csv", "--token", "good").out();
        assertThat(runWith(csv, "--token-command", "cat >&2; echo good", "import", "-", "-o", "table")
                        .out())
                .isEqualTo("3 unchanged\n");
    }

    @Test
    void aFileWithoutATokenIsNamed() throws IOException {
        var nowhere = folder.resolve("nowhere").toString();
        assertThat(run("--token-file", nowhere, "list").err())
                .isEqualTo("error: --token-file: %s is not there\n  try: userctl help\n".formatted(nowhere));
        var empty = Files.createFile(folder.resolve("empty")).toString();
        assertThat(withEnvironment(Map.of("USERCTL_TOKEN_FILE", empty), "list"))
                .isEqualTo(new Execution(
                        2,
                        "",
                        "error: USERCTL_TOKEN_FILE: %s holds no token: it must not be empty\n  try: userctl help\n"
                                .formatted(empty)));
        assertThat(run("--token-file", folder.toString(), "list").err())
                .isEqualTo("error: --token-file: %s cannot be read\n  try: userctl help\n".formatted(folder));
    }

    @Test
    void aTokenGoesOverPlaintextToThisMachineAlone() {
        assertThat(run("-a", "users.example", "--token-command", "echo good", "list"))
                .isEqualTo(new Execution(2, "", """
                        error: wrong or missing flags
                          --token-command  could be read by others on its way to users.example:%d: use --tls
                          try: userctl help
                        """.formatted(server.port())));
        server.takes("good");
        for (var host : List.of("localhost", "127.0.0.1")) {
            assertThat(run("-a", host, "--token", "good", "get", "jack@test.com")
                            .err())
                    .isEmpty();
        }
    }

    @Test
    void aRoleThatIsMissingIsNamed() {
        server.guard(authorization -> Optional.of(new UserError.RoleMissing(Role.WRITER)));
        assertThat(run("delete", JACK_ID)).isEqualTo(new Execution(1, "", """
                error: this needs the role users.writer, which the caller does not have
                  whoever runs the server gives roles: ask there
                """));
    }

    @Test
    void tooManyCallsAreToldWithWhenToTryAgain() {
        server.guard(authorization -> Optional.of(new UserError.RateExceeded(Duration.ofSeconds(3))));
        assertThat(run("list")).isEqualTo(new Execution(1, "", "error: too many calls: try again in 3 s\n"));
    }

    @ParameterizedTest
    @EnumSource(CredentialFault.class)
    void everyFaultOfACredentialIsASentenceAndWhatToDo(CredentialFault fault) {
        server.guard(authorization -> Optional.of(new UserError.Unauthenticated(fault)));
        assertThat(run("--token", "s3cr3t", "list").err())
                .startsWith("error: " + fault + "\n  ")
                .hasLineCount(2)
                .doesNotContain("s3cr3t");
    }
}
