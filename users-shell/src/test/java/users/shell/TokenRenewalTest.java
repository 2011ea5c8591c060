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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CredentialFault;
import users.api.UserError;

/** Tokens that expire or are refused, and what is then got in their place. */
final class TokenRenewalTest extends PipeSession {

    /** Prints its argument the first time it is run, and the next one the second time. */
    private String printing(String... tokens) throws IOException {
        var file = Files.write(folder.resolve("tokens"), List.of(tokens)).toString();
        return "head -n 1 %s; sed -i 1d %s".formatted(file, file);
    }

    private static String jwt(Instant expiry) {
        var claims = "{\"sub\":\"me\",\"exp\":%d}".formatted(expiry.getEpochSecond());
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    @Test
    void aTokenThatHasExpiredIsReplacedOnceAndTheCallMadeAgain() throws IOException {
        server.takes("new");
        assertThat(run("--token-command", printing("old", "new", "newer"), "-c", "get jack@test.com; delete " + JANE_ID)
                        .err())
                .isEmpty();
        assertThat(server.headers("authorization")).containsExactly("Bearer old", "Bearer new", "Bearer new");
        assertThat(server.calls()).containsExactly("GetUser", "GetUser", "DeleteUser");
        assertThat(Files.readString(folder.resolve("tokens"))).isEqualTo("newer\n");
    }

    @Test
    void aStreamIsBegunAgainToo() throws IOException {
        server.takes("new");
        assertThat(run("--token-command", printing("old", "new"), "export")
                        .out()
                        .lines())
                .hasSize(3);
    }

    @Test
    void aTokenThatIsExpiredTwiceIsTold() throws IOException {
        server.takes("good");
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
        server.takes(fresh);
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
        server.takes("new");
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

    @Test
    void aCommandThatFailsTheSecondTimeIsTold() throws IOException {
        server.takes("good");
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
}
