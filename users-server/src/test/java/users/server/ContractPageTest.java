package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.v1.UsersServiceGrpc;

/** The lines of README.md and docs/contract.md do what they say. What stands in for grpcurl is buf. */
class ContractPageTest {

    private static final Pattern LINE = Pattern.compile(
            "^\\$ (?:grpcurl -plaintext (?:-max-time \\d+ )?|proto/node_modules/\\.bin/buf curl [^']*)"
                    + "-d '(.*)' (?:localhost:5355 |http://localhost:5355/)users\\.v1\\.UsersService/(\\w+)$",
            Pattern.MULTILINE);

    @Test
    void everyLineOfThePageWorksInItsOrder(@TempDir Path data) throws Exception {
        try (var server = TestServer.development(data).awaitReady()) {
            for (var line : lines("docs/contract.md")) {
                var answer = answer(server, line);

                if (line.group(2).equals("WatchUsers")) {
                    assertThat(answer).contains("\"kind\": \"HEARTBEAT\"", "\"resumeToken\": \"");
                } else {
                    assertThat(answer)
                            .as(line.group())
                            .doesNotContain("\"code\":")
                            .doesNotContain("Failure");
                }
            }
        }
    }

    @Test
    void everyLineOfTheReadmeWorks(@TempDir Path data) throws Exception {
        try (var server = TestServer.development(data).awaitReady()) {
            assertThat(lines("README.md"))
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(answer(server, line)).as(line.group()).contains("jack@test.com"));
        }
    }

    @Test
    void thePageShowsEveryRpc() throws Exception {
        var methods = UsersServiceGrpc.getServiceDescriptor().getMethods().stream()
                .map(method -> method.getBareMethodName())
                .toList();

        assertThat(lines("docs/contract.md")).extracting(line -> line.group(2)).containsAll(methods);
    }

    private static List<MatchResult> lines(String page) throws Exception {
        return LINE.matcher(Files.readString(Path.of("..", page))).results().toList();
    }

    private static String answer(TestServer server, MatchResult line) throws Exception {
        return ForeignClients.buf(server, line.group(2), line.group(1));
    }
}
