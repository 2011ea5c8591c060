package users.shell;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;

/** Whole runs of the program against a server on a socket, their output compared as text. */
final class UserctlTest extends PipeSession {

    private static final String JACK = """
            {
              "id": "0198c5f4-7b3a-7cc1-8000-000000000001",
              "first_name": "jack",
              "last_name": "hughes",
              "nickname": "jack-hughes",
              "email": "jack@test.com",
              "country": "GB",
              "labels": {},
              "disabled": false,
              "create_time": "2026-11-25T08:00:01Z",
              "update_time": "2026-11-25T08:00:01Z",
              "etag": "1"
            }
            """;
    private static final String JANE_LINE =
            "{\"id\":\"0198c5f4-7b3a-7cc1-8000-000000000002\",\"first_name\":\"jane\",\"last_name\":\"doe\","
                    + "\"nickname\":\"jane-doe\",\"email\":\"jane@test.com\",\"country\":\"US\","
                    + "\"labels\":{},\"disabled\":false,\"create_time\":\"2026-11-25T08:00:02Z\","
                    + "\"update_time\":\"2026-11-25T08:00:02Z\",\"etag\":\"1\"}\n";
    private static final String[] ANN =
            "create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country GB".split(" ");

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aPipeGetsJson() {
        assertThat(run("get", "jack@test.com")).isEqualTo(new Execution(0, JACK, ""));
        assertThat(run("list", "--country", "US", "-o", "ndjson")).isEqualTo(new Execution(0, JANE_LINE, ""));
        assertThat(run("health")).isEqualTo(new Execution(0, "{\n  \"status\": \"SERVING\"\n}\n", ""));
    }

    @Test
    void aListIsOneObjectAfterAnotherOverAllPages() {
        IntStream.range(0, 1200).forEach(i -> server.add("a", "b", "c", "u%d@example.com".formatted(i), "GB"));
        var listed = run("-o", "ndjson", "list");
        assertThat(listed.out().lines()).hasSize(1203).doesNotHaveDuplicates();
        assertThat(server.calls()).containsExactly("ListUsers", "ListUsers", "ListUsers");
    }

    @Test
    void aStoryFromCreateToDelete() {
        var created = Execution.withInput("s3cret\r\n", server, with(ANN, "--password-stdin"));
        assertThat(created.err()).isEmpty();
        assertThat(created.out()).contains("\"email\": \"ann@example.com\"");
        assertThat(server.passwords()).containsExactly("s3cret");
        assertThat(run("update", "ann@example.com", "--country", "US", "-o", "ndjson")
                        .out())
                .contains("\"country\":\"US\"")
                .contains("\"etag\":\"2\"");
        assertThat(run("delete", "ann@example.com", "-o", "ndjson").out())
                .contains("\"delete_time\":\"2026-11-25T09:00:00Z\"");
        assertThat(run("get", "ann@example.com")).isEqualTo(new Execution(1, "", """
                        error: the user 0198c5f4-7b3a-7cc1-8000-000000000004 is deleted
                          try: userctl -p %d undelete 0198c5f4-7b3a-7cc1-8000-000000000004
                        """.formatted(server.port())));
        assertThat(run("undelete", "ann@example.com", "-o", "ndjson").out()).contains("\"etag\":\"3\"");
        assertThat(run("get", "nobody@test.com"))
                .isEqualTo(new Execution(
                        1,
                        "",
                        "error: no user has the e-mail nobody@test.com\n  try: userctl -p %d list\n"
                                .formatted(server.port())));
    }

    @Test
    void jsonCarriesTheExactText() {
        server.add("O\"Neil, Jr", "日本 👩‍🌾", "C:\\new", "q@example.com", "NO");
        assertThat(run("get", "q@example.com").out())
                .contains("\"first_name\": \"O\\\"Neil, Jr\"")
                .contains("\"last_name\": \"日本 👩‍🌾\"")
                .contains("\"nickname\": \"C:\\\\new\"");
    }

    @Test
    void aPasswordOnTheCommandLineIsSilentInAPipeAndNotedOnATerminal() {
        assertThat(run(with(ANN, "--password", "s3cret")).err()).isEmpty();
        assertThat(atTerminal(with(ANN, "--password", "s3cret")).err())
                .startsWith("note: others can see a password in a command");
    }

    @Test
    void withoutATerminalAPasswordIsNotAskedFor() {
        assertThat(run(ANN)).isEqualTo(new Execution(2, "", """
                        error: there is no password: give it to --password-stdin, or type it at a terminal
                          try: userctl help create
                        """));
    }

    @Test
    void aPasswordThatIsNoneIsRefusedWithoutItsText() {
        assertThat(Execution.withInput("\n", server, with(ANN, "--password-stdin"))
                        .err())
                .startsWith("error: the password must not be empty");
        assertThat(Execution.withInput(new byte[] {(byte) 0xC3, '\n'}, server, with(ANN, "--password-stdin"))
                        .err())
                .startsWith("error: the password on standard input cannot be read: line 1 is not UTF-8");
        assertThat(Execution.withInput("s3\n", server, with(ANN, "--password-stdin")))
                .isEqualTo(new Execution(1, "", """
                        error: the server refused this create
                          password  must be at least 6 characters
                          try: userctl help create
                        """));
    }

    @Test
    void aTerminalGetsATable() {
        assertThat(atTerminal("list", "--country", "GB").out()).isEqualTo("""
                        ID                                    EMAIL          FIRST  LAST    COUNTRY
                        0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  jack   hughes  GB
                        1 user
                        """);
        assertThat(atTerminal("list", "--country", "FR").out()).isEqualTo("no users\n");
        assertThat(atTerminal("get", "jack@test.com").out()).isEqualTo("""
                        id          0198c5f4-7b3a-7cc1-8000-000000000001
                        first name  jack
                        last name   hughes
                        nickname    jack-hughes
                        email       jack@test.com
                        country     GB (United Kingdom)
                        created     2026-11-25T08:00:01Z
                        changed     2026-11-25T08:00:01Z
                        etag        1
                        """);
        assertThat(atTerminal("health").out()).isEqualTo("localhost:" + server.port() + " is healthy\n");
    }

    @Test
    void colourIsForTerminalsWhoseUsersWantIt() {
        var colours = Map.of("TERM", "xterm-256color");
        assertThat(Execution.onTerminal(colours, server, "health").out()).contains("\u001b[32m");
        assertThat(Execution.onTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1"), server, "health")
                        .out())
                .doesNotContain("\u001b");
        assertThat(run("-o", "table", "health").out()).doesNotContain("\u001b");
    }

    @Test
    void aServerThatIsIllExitsWith1() {
        server.status(ServingStatus.NOT_SERVING);
        assertThat(run("health")).isEqualTo(new Execution(1, "{\n  \"status\": \"NOT_SERVING\"\n}\n", ""));
        assertThat(atTerminal("health").out()).contains("not ready");
    }

    @Test
    void noServerExitsWith3() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(Execution.run(new byte[0], false, Map.of(), List.of("-p", "" + port, "health")))
                .isEqualTo(new Execution(
                        3,
                        "",
                        "error: no server listens at localhost:" + port + "\n"
                                + "  start one with make run, or name another with -a HOST -p PORT\n"));
    }

    @Test
    void errorsSayWhatToTypeNext() {
        assertThat(run("update", "jack@test.com", "--email", "jane@test.com").err())
                .isEqualTo("""
                        error: the user 0198c5f4-7b3a-7cc1-8000-000000000002 has the e-mail jane@test.com
                          try: userctl -p %d get 0198c5f4-7b3a-7cc1-8000-000000000002
                        """.formatted(server.port()));
        assertThat(run("delete", "jack@test.com", "--etag", "7").err())
                .startsWith("error: the user was changed meanwhile: read it again, its etag is now 1\n");
        assertThat(run("craete"))
                .isEqualTo(new Execution(
                        2,
                        "",
                        "error: there is no command \"craete\"; did you mean create?\n  try: userctl help create\n"));
    }

    @Test
    void aBatchRunsEveryLineWhateverItsLineEnds() throws IOException {
        var text = "\uFEFF# change jack\r\n\r\nupdate jack@test.com --nickname 'j j'\r\nget jane@test.com -o ndjson"
                .getBytes(UTF_8);
        var file = Files.write(folder.resolve("batch.txt"), text);
        for (var execution : List.of(
                run("-o", "ndjson", "-f", file.toString()),
                Execution.withInput(text, server, "-o", "ndjson", "-f", "-"),
                Execution.withInput(text, server, "-o", "ndjson"))) {
            assertThat(execution.exitCode()).isZero();
            assertThat(execution.out()).contains("\"nickname\":\"j j\"").endsWith(JANE_LINE);
        }
    }

    @Test
    void aBatchStopsAtTheFirstFailureAndNamesItsLine() throws IOException {
        var file = Files.writeString(
                folder.resolve("batch.txt"), "# one\r\nget nobody@test.com\r\nget\r\nget jane@test.com -o ndjson\r\n");
        assertThat(run("-f", file.toString()))
                .isEqualTo(new Execution(
                        1,
                        "",
                        "%s:2: error: no user has the e-mail nobody@test.com\n  try: userctl -p %d list\n"
                                .formatted(file, server.port())));
        var all = run("--keep-going", "-f", file.toString());
        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(all.out()).isEqualTo(JANE_LINE);
        assertThat(all.err()).contains(file + ":2: error: ").contains(file + ":3: error: wrong or missing flags");
    }

    @Test
    void commandsInATextAreRunInOrderUntilExit() {
        assertThat(run("-c", "list --country US -o ndjson; history; exit; get nobody@test.com"))
                .isEqualTo(new Execution(0, JANE_LINE, ""));
        assertThat(run("-c", "health -o ndjson; get 'a b").err())
                .startsWith("-c:1: error: the quote ' that opens on line 1 is not closed");
    }

    @Test
    void aBatchThatIsNotUtf8RunsNothing() {
        var execution = Execution.withInput("delete jack@test.com".getBytes(UTF_16), server);
        assertThat(execution)
                .isEqualTo(new Execution(
                        2,
                        "",
                        "error: stdin: it is UTF-16, or no text at all: save it as UTF-8\n  try: userctl help\n"));
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("-f", "/nowhere/batch.txt").err())
                .startsWith("error: /nowhere/batch.txt: this file cannot be read");
    }

    @Test
    void standardInputIsEitherABatchOrAPassword() {
        assertThat(Execution.withInput(String.join(" ", ANN) + " --password-stdin\n", server)
                        .err())
                .startsWith("stdin:1: error: --password-stdin works for a single command alone");
    }

    @Test
    void argumentsThatTheLocaleCannotReadAreRefused() {
        assertThat(run("get", "gr\uFFFD\uFFFDn@test.com")).isEqualTo(new Execution(2, "", """
                        error: the arguments have letters that this locale cannot read: set LANG=C.UTF-8, or use -f
                          try: userctl help
                        """));
    }

    @Test
    void helpAndVersionNeedNoServer() {
        assertThat(Execution.run(new byte[0], false, Map.of(), List.of("help", "create"))
                        .out())
                .startsWith("Usage: userctl create");
        assertThat(Execution.run(new byte[0], false, Map.of(), List.of("--version"))
                        .out())
                .startsWith("userctl ");
        assertThat(Execution.run(new byte[0], false, Map.of(), List.of("-c", "help"))
                        .exitCode())
                .isZero();
    }
}
