package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
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

    /** Prints its argument the first time it is run, and the next one the second time. */
    private String printing(String... tokens) throws IOException {
        var file = Files.write(folder.resolve("tokens"), List.of(tokens)).toString();
        return "head -n 1 %s; sed -i 1d %s".formatted(file, file);
    }

    /** What the server makes of callers from now on: one token is good, others are not. */
    private void takes(String token) {
        server.guard(authorization -> authorization
                .map(sent -> sent.equals("Bearer " + token)
                        ? Optional.<UserError>empty()
                        : Optional.<UserError>of(new UserError.Unauthenticated(CredentialFault.TOKEN_EXPIRED)))
                .orElseGet(() -> Optional.of(new UserError.Unauthenticated(CredentialFault.MISSING))));
    }

    private Execution withEnvironment(Map<String, String> environment, String... arguments) {
        var words = new ArrayList<>(List.of("-p", "" + server.port()));
        words.addAll(List.of(arguments));
        return Execution.run(new byte[0], false, environment, words);
    }

    private static String jwt(Instant expiry) {
        var claims = "{\"sub\":\"me\",\"exp\":%d}".formatted(expiry.getEpochSecond());
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    @Test
    void withoutATokenItIsSaidHowToGiveOne() {
        takes("good");
        assertThat(run("get", "jack@test.com")).isEqualTo(new Execution(1, "", """
                error: nobody is known to call: a bearer token or a client certificate is needed
                  run userctl with --token-file FILE or --token-command COMMAND, or with --cert FILE and --key FILE
                """));
        assertThat(run("health").exitCode()).isZero();
    }

    @Test
    void aTokenCanComeFromEverywhere() throws IOException {
        takes("good");
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
        takes("good");
        assertThat(atTerminal("--token", "good", "get", "jack@test.com").err())
                .isEqualTo("note: others can see a token in a command (process list, history): use --token-file or"
                        + " --token-command\n");
        assertThat(Execution.onTerminal(Map.of("USERCTL_TOKEN", "good"), server, "get", "jack@test.com")
                        .err())
                .isEmpty();
    }

    @Test
    void aTokenThatHasExpiredIsReplacedOnceAndTheCallMadeAgain() throws IOException {
        takes("new");
        assertThat(run("--token-command", printing("old", "new", "newer"), "-c", "get jack@test.com; delete " + JANE_ID)
                        .err())
                .isEmpty();
        assertThat(server.headers("authorization")).containsExactly("Bearer old", "Bearer new", "Bearer new");
        assertThat(server.calls()).containsExactly("GetUser", "GetUser", "DeleteUser");
        assertThat(Files.readString(folder.resolve("tokens"))).isEqualTo("newer\n");
    }

    @Test
    void aStreamIsBegunAgainToo() throws IOException {
        takes("new");
        assertThat(run("--token-command", printing("old", "new"), "export")
                        .out()
                        .lines())
                .hasSize(3);
    }

    @Test
    void aTokenThatIsExpiredTwiceIsTold() throws IOException {
        takes("good");
        var expired = new Execution(1, "", """
                error: the token has expired: get a new one
                  --token-command COMMAND gets a new one whenever one has expired; --token-file FILE is then read anew
                """);
        assertThat(run("--token-command", printing("old", "older", "good"), "get", "jack@test.com"))
                .isEqualTo(expired);
        assertThat(run("--token-command", "echo old", "get", "jack@test.com")).isEqualTo(expired);
        assertThat(run("--token", "old", "get", "jack@test.com")).isEqualTo(expired);
        assertThat(server.headers("authorization"))
                .containsExactly("Bearer old", "Bearer older", "Bearer old", "Bearer old");
    }

    @Test
    void aFileIsReadAnewWhenItsTokenHasExpired() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "old");
        server.guard(authorization -> {
            if (authorization.equals(Optional.of("Bearer new"))) {
                return Optional.empty();
            }
            write(file, "new");
            return Optional.of(new UserError.Unauthenticated(CredentialFault.TOKEN_EXPIRED));
        });
        assertThat(run("--token-file", file.toString(), "get", "jack@test.com").err())
                .isEmpty();
    }

    @Test
    void aTokenThatWasRefusedIsGotAnewForTheNextCommand() throws IOException {
        var file = folder.resolve("token");
        server.guard(authorization -> {
            if (authorization.equals(Optional.of("Bearer good"))) {
                return Optional.empty();
            }
            write(file, "good");
            return Optional.of(new UserError.Unauthenticated(CredentialFault.TOKEN_AUDIENCE));
        });
        for (var flags : List.of(List.of("--token-file", file.toString()), List.of("--token-command", "cat " + file))) {
            write(file, "bad");
            var words = new ArrayList<>(flags);
            words.addAll(List.of("--keep-going", "-c", "get jack@test.com; health; get jack@test.com -o csv"));
            var ended = run(words.toArray(String[]::new));
            assertThat(ended.err()).isEqualTo("""
                    -c:1: error: the token is meant for another audience
                      get one that is made for this server: whoever runs it knows from where
                    """);
            assertThat(ended.out()).contains(JACK_ID);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTokenThatIsAboutToExpireIsNotSent() throws IOException {
        var fresh = jwt(Instant.now().plus(Duration.ofHours(1)));
        takes(fresh);
        assertThat(run(
                                "--token-command",
                                printing(jwt(Instant.now().plusSeconds(5)), fresh),
                                "-c",
                                "get jack@test.com; get jane@test.com")
                        .err())
                .isEmpty();
        assertThat(server.headers("authorization").getLast()).isEqualTo("Bearer " + fresh);
    }

    @Test
    void whatIsSentAsAStreamIsNotSentAgain() throws IOException {
        takes("new");
        var file = Files.writeString(
                folder.resolve("users.csv"),
                run("export", "-o", "csv", "--token", "new").out());
        var command = printing("old", "new");
        assertThat(run("--token-command", command, "--keep-going", "-c", "import %s; import %s".formatted(file, file)))
                .isEqualTo(new Execution(1, """
                        {
                          "created": 0,
                          "updated": 0,
                          "unchanged": 3,
                          "skipped": 0,
                          "rejected": 0,
                          "validate_only": false
                        }
                        """, """
                        -c:1: error: the token has expired: get a new one
                          --token-command COMMAND gets a new one whenever one has expired; --token-file FILE is then read anew
                        """));
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
        takes("good");
        assertThat(run("--token-command", command, "get", "jack@test.com"))
                .isEqualTo(new Execution(2, "", "error: --token-command %s\n  try: userctl help\n".formatted(fault)));
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aCommandThatFailsTheSecondTimeIsTold() throws IOException {
        takes("good");
        for (var command : List.of("get jack@test.com", "export")) {
            var flag = folder.resolve("been");
            Files.deleteIfExists(flag);
            assertThat(run(
                            "--token-command",
                            "[ -e %s ] && exit 4; touch %s; echo old".formatted(flag, flag),
                            "-c",
                            command))
                    .isEqualTo(new Execution(
                            2, "", "-c:1: error: --token-command ended with exit code 4\n  try: userctl help\n"));
        }
    }

    @Test
    void aCommandDoesNotReadWhatIsImported() throws IOException {
        takes("good");
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
        takes("good");
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
