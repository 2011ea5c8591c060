package users.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.shell.TestServer;
import users.shell.command.Grammar;
import users.shell.connection.Access;
import users.shell.connection.Connection;
import users.shell.connection.Endpoint;

final class CommandCompleterTest {

    private TestServer server;
    private Connection connection;
    private CommandCompleter completer;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer().seeded();
        connection = new Connection(Access.plaintext(new Endpoint("localhost", server.port())), Map.of());
        // A first call takes longer than Tab waits.
        assertThat(connection.command().users().get(new Email("jack@test.com"))).isNotNull();
        completer = new CommandCompleter(Grammar.ofLines(), new LiveUsers(connection.background()));
    }

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    @SuppressWarnings("NullAway") // The completer does not look at the reader.
    private List<String> offered(String line) {
        var candidates = new ArrayList<Candidate>();
        completer.complete(null, TypedLine.of(line, line.length()), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void commandsComeFirst() {
        var all = List.of(
                "create",
                "get",
                "list",
                "update",
                "delete",
                "undelete",
                "purge",
                "disable",
                "enable",
                "verify",
                "passwd",
                "import",
                "export",
                "watch",
                "changes",
                "health",
                "help",
                "history",
                "exit");
        assertThat(offered("")).isEqualTo(all);
        assertThat(offered("health; ")).isEqualTo(all);
        assertThat(offered("health\n")).isEqualTo(all);
        assertThat(offered("help ")).isEqualTo(all);
        assertThat(offered("xyzzy ")).isEmpty();
    }

    @Test
    void flagsAreOfferedOnce() {
        assertThat(offered("list --country GB --"))
                .containsExactlyInAnyOrder("--filter", "--order-by", "--show-deleted", "--output", "--help");
        assertThat(offered("list ")).contains("--country", "--filter");
    }

    @Test
    void valuesFollowTheirFlags() {
        assertThat(offered("list -o ")).containsExactly("table", "json", "ndjson", "csv");
        assertThat(offered("list --output=n"))
                .containsExactly("--output=table", "--output=json", "--output=ndjson", "--output=csv");
        assertThat(offered("list --country ")).contains("GB", "UA");
        assertThat(offered("create --first-name ")).isEmpty();
    }

    @Test
    void theNewCommandsCompleteAsTheOldOnesDo() {
        assertThat(offered("import users.csv --"))
                .containsExactlyInAnyOrder(
                        "--on-conflict", "--overwrite-passwords", "--validate-only", "--output", "--help");
        assertThat(offered("import users.csv --on-conflict ")).containsExactly("skip", "update", "reject");
        assertThat(offered("passwd jack@test.com --")).contains("--old", "--password-stdin");
        assertThat(offered("update jack@test.com --label a=b --")).contains("--label", "--remove-label");
        assertThat(offered("purge ")).contains("jack@test.com");
        assertThat(offered("changes jack@test.com ")).contains("--output");
        assertThat(offered("get jack@test.com ")).contains("jane@test.com");
    }

    @Test
    void usersAreThoseOfTheServer() {
        assertThat(offered("get ")).containsExactly("jack@test.com", "jane@test.com", "john@test.com");
        assertThat(offered("get 0")).contains("0198c5f4-7b3a-7cc1-8000-000000000001");
        assertThat(offered("delete --email j")).containsExactly("jack@test.com", "jane@test.com", "john@test.com");
        assertThat(offered("update --id ")).hasSize(3).allMatch(value -> value.startsWith("0198"));
        assertThat(offered("update jack@test.com --nickname x "))
                .contains("--country")
                .doesNotContain("jack@test.com");
        assertThat(server.calls()).containsExactly("GetUser", "ListUsers");
    }

    @Test
    void aServerThatIsAwayOffersNobody() {
        server.close();
        assertThat(offered("get ")).isEmpty();
    }

    @Test
    void candidatesAreQuotedWhereTheyHaveToBe() {
        assertThat(TypedLine.of("get ", 4).escape("a b", true)).hasToString("\"a b\"");
        assertThat(TypedLine.of("get ", 4).escape("o'neil@b.com", true)).hasToString("o'neil@b.com");
        assertThat(TypedLine.of("get 'o", 6).escape("o'neil@b.com", true)).hasToString("'o''neil@b.com'");
        var typed = TypedLine.of("get 'o", 6);
        assertThat(typed.word()).isEqualTo("o");
        assertThat(typed.rawWordLength()).isEqualTo(2);
        assertThat(typed.rawWordCursor()).isEqualTo(2);
        assertThat(typed.wordCursor()).isEqualTo(1);
        assertThat(typed.wordIndex()).isEqualTo(1);
    }
}
