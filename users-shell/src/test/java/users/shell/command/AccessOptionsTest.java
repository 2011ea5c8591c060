package users.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.Violation;
import users.shell.command.Invocation.Task;
import users.shell.connection.Access;
import users.shell.connection.BearerToken;
import users.shell.connection.Endpoint;
import users.shell.connection.NamedFile;
import users.shell.connection.TokenSource;
import users.shell.connection.Transport;

/** How flags and variables say which server is meant, and who calls. */
final class AccessOptionsTest {

    private static Invocation invocation(Map<String, String> environment, String... words) {
        return new CommandParser("1.2.3", 80, false).arguments(List.of(words), environment);
    }

    private static Access access(Map<String, String> environment, String... words) {
        return invocation(environment, words).access();
    }

    private static List<Violation> violations(Map<String, String> environment, String... words) {
        return invocation(environment, words).task() instanceof Task.Single(var line)
                        && line.command() instanceof Command.Erroneous(var message, var violations, var hint)
                ? violations
                : List.of();
    }

    @Test
    void aVariableStandsForEveryFlag() {
        var environment = Map.of(
                "USERCTL_HOST", "users.example",
                "USERCTL_PORT", "99",
                "USERCTL_CA", "ca.pem",
                "USERCTL_CERT", "me.pem",
                "USERCTL_KEY", "me.key",
                "USERCTL_SERVER_NAME", "users",
                "USERCTL_TOKEN_FILE", "token");
        assertThat(access(environment, "list"))
                .isEqualTo(new Access(
                        new Endpoint("users.example", 99),
                        new Transport.Tls(
                                Optional.of(new NamedFile("USERCTL_CA", "ca.pem")),
                                Optional.of(new Transport.ClientIdentity(
                                        new NamedFile("USERCTL_CERT", "me.pem"),
                                        new NamedFile("USERCTL_KEY", "me.key"))),
                                Optional.of("users")),
                        new TokenSource.File(new NamedFile("USERCTL_TOKEN_FILE", "token")),
                        ""));
        assertThat(access(Map.of("USERCTL_TLS", "true")).transport())
                .isEqualTo(new Transport.Tls(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(access(Map.of("USERCTL_TOKEN", "t")).tokens())
                .isEqualTo(new TokenSource.Given(new BearerToken("t"), false));
    }

    @Test
    void aFlagWinsOverAVariableAndAnEmptyVariableSaysNothing() {
        assertThat(access(Map.of("USERCTL_HOST", "a", "USERCTL_PORT", "1"), "-a", "b", "list", "-p", "2")
                        .endpoint())
                .isEqualTo(new Endpoint("b", 2));
        assertThat(access(Map.of("USERCTL_HOST", "", "USERCTL_TLS", "", "USERCTL_TOKEN", "")))
                .isEqualTo(Access.plaintext(new Endpoint("localhost", 5355)));
        assertThat(access(Map.of("USERCTL_TOKEN_COMMAND", "c"), "--token", "t").tokens())
                .isEqualTo(new TokenSource.Given(new BearerToken("t"), true));
    }

    @Test
    void commandsThatAreShownHaveTheFlagsThatWereGivenButNoSecret() {
        assertThat(access(
                                Map.of("USERCTL_PORT", "99", "USERCTL_CA", "x"),
                                "--key=my key",
                                "--cert",
                                "me.pem",
                                "-a",
                                "users.example",
                                "--tls",
                                "--server-name",
                                "users",
                                "--token",
                                "s3cr3t",
                                "list")
                        .flags())
                .isEqualTo("-a users.example --tls --cert me.pem --key 'my key' --server-name users ");
        assertThat(access(Map.of(), "--token-file", "t", "list").flags()).isEqualTo("--token-file t ");
        assertThat(access(Map.of(), "--token-command", "vault s3cr3t", "list").flags())
                .isEmpty();
    }

    @Test
    void whatCannotBeIsTold() {
        assertThat(violations(Map.of("USERCTL_HOST", "http://x", "USERCTL_PORT", "x"), "list"))
                .containsExactly(
                        new Violation(
                                "USERCTL_HOST", "must be a host's name or address alone; the port goes behind -p"),
                        new Violation("USERCTL_PORT", "must be a number from 1 to 65535"));
        assertThat(violations(Map.of(), "--token", "t", "--token-file", "f", "list"))
                .containsExactly(new Violation("--token-file", "cannot stand beside --token"));
        assertThat(violations(Map.of("USERCTL_TOKEN", "t", "USERCTL_TOKEN_COMMAND", "c"), "list"))
                .containsExactly(new Violation("USERCTL_TOKEN_COMMAND", "cannot stand beside USERCTL_TOKEN"));
        for (var token : List.of("s3cr3t s3cr3t", "s3cr3t\n", "s3cr3tü")) {
            assertThat(violations(Map.of("USERCTL_TOKEN", token), "list"))
                    .containsExactly(
                            new Violation("USERCTL_TOKEN", "must be one word of ASCII characters, as a JWT is"));
        }
        for (var name : List.of("a:1", "me@a", "http://a", "a b")) {
            assertThat(violations(Map.of(), "--server-name", name, "list"))
                    .extracting(Violation::field)
                    .containsExactly("--server-name");
        }
        assertThat(violations(Map.of("USERCTL_TOKEN", "t"), "-a", "192.0.2.1", "list"))
                .containsExactly(new Violation(
                        "USERCTL_TOKEN", "could be read by others on its way to 192.0.2.1:5355: use --tls"));
        assertThat(violations(Map.of("USERCTL_TOKEN", "t"), "-a", "192.0.2.1", "--tls", "list"))
                .isEmpty();
    }

    @Test
    void aTokenIsNeverInWhatIsShownOfIt() {
        assertThat(access(Map.of(), "--token", "s3cr3t", "list")).asString().doesNotContain("s3cr3t");
    }
}
