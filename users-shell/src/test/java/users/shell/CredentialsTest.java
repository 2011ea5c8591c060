package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CredentialFault;
import users.api.UserError;
import users.api.tls.TestAuthority;

/** Shells on servers that want TLS, or to know who calls, on a pseudo-terminal. */
final class CredentialsTest extends TerminalSession {

    private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");

    private Tmux start(Map<String, String> environment, TestServer server, String... arguments) {
        var words = new ArrayList<>(List.of("-p", "" + server.port()));
        words.addAll(List.of(arguments));
        return Tmux.start(home, 120, environment, words.toArray(String[]::new));
    }

    @Test
    void aTokenIsGotWhenACommandNeedsItAndKept() throws IOException {
        server.guard(authorization -> authorization.equals(Optional.of("Bearer good"))
                ? Optional.empty()
                : Optional.of(new UserError.Unauthenticated(CredentialFault.MISSING)));
        var environment = Map.of("USERCTL_TOKEN_COMMAND", "echo signing in >&2; echo good");
        try (var shell = start(environment, server)) {
            shell.await("healthy>").type("health").await("is healthy");
            shell.begin("get j").keys("Tab").begin("x").await("an x", screen -> screen.endsWith("x"));
            assertThat(screen(shell)).doesNotContain("signing in").doesNotContain("error");
            shell.keys("C-u").type("get jack@test.com").await("signing in").await("jack-hughes");
            shell.type("get jane@test.com").await("jane-doe");
            assertThat(shell.screen().split("signing in", -1)).hasSize(2);
            shell.keys("C-d").await("left with 0");
        }
        assertThat(history()).isEqualTo("health\nget jack@test.com\nget jane@test.com\n");
    }

    @Test
    void aTokenInTheArgumentsIsNotedOnce() {
        try (var shell = start(Map.of(), server, "--token", "s3cr3t")) {
            shell.await("healthy>").type("get jack@test.com").await("jack-hughes");
            assertThat(shell.screen())
                    .startsWith("note: others can see a token in a command (process list, history): use --token-file or"
                            + " --token-command\nuserctl ")
                    .doesNotContain("s3cr3t");
        }
    }

    @Test
    void aShellCanBeOnTls() throws IOException {
        var authority = AUTHORITY.write(home.resolve("ca.pem")).toString();
        try (var secured = TestTls.server(AUTHORITY.server("localhost")).seeded();
                var shell = start(Map.of(), secured, "--ca", authority)) {
            shell.await("healthy>").begin("get jac").keys("Tab").await("get jack@test.com");
            shell.keys("Enter").await("jack-hughes");
        }
    }

    @Test
    void aShellOnAServerThatIsNotTrustedSaysSoWhenItIsAsked() throws IOException {
        try (var secured = TestTls.server(AUTHORITY.server("localhost"));
                var shell = start(Map.of(), secured, "--tls")) {
            shell.await("no server>")
                    .begin("get j")
                    .keys("Tab")
                    .begin("x")
                    .await("an x", screen -> screen.endsWith("x"));
            assertThat(shell.screen()).doesNotContain("error");
            shell.keys("C-u").type("get jack@test.com");
            shell.await("error: the certificate of the server at localhost:" + secured.port());
        }
    }

    @Test
    void aShellDoesNotStartOnAFileThatIsOfNoUse() {
        try (var shell = start(Map.of(), server, "--ca", "nowhere.pem")) {
            shell.await("left with 2");
            assertThat(shell.screen())
                    .startsWith("error: --ca: nowhere.pem is not there\n  try: userctl help\nleft with 2");
        }
    }

    @Test
    void aCommandThatTakesTooLongCanBeBrokenOff() {
        try (var shell = start(Map.of("USERCTL_TOKEN_COMMAND", "echo signing in >&2; sleep 600"), server)) {
            shell.await("healthy>").type("get jack@test.com").await("signing in");
            shell.keys("C-c").await("error: cancelled").type("health").await("is healthy");
        }
    }
}
