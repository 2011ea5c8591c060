package users.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import users.acceptance.Userctl.Ended;

/** The shipped userctl as scripts use it, on a server with the three users of development. */
class BatchIT extends DevelopmentUsers {

    private static final String JANE_LINE =
            "{\"id\":\"0198c5f4-0000-7000-8000-000000000002\",\"first_name\":\"jane\",\"last_name\":\"doe\","
                    + "\"nickname\":\"jane-doe\",\"email\":\"jane@test.com\",\"country\":\"US\",\"labels\":{},\"disabled\":false,"
                    + "\"create_time\":\"time-1\",\"update_time\":\"time-1\",\"etag\":\"1\"}\n";
    private static final String JOHN_LINE = JANE_LINE
            .replace("0002", "0003")
            .replace("jane", "john")
            .replace("doe", "smith")
            .replace("US", "UA");

    @Test
    void aTextRunsItsCommandsInOrder() throws IOException, InterruptedException {
        assertThat(run("-o", "ndjson", "-c", "get jane@test.com; get john@test.com"))
                .isEqualTo(Ended.printing(JANE_LINE + JOHN_LINE));
    }

    @Test
    void everyLineOfAFileRunsWhateverItsMarkAndLineEnds() throws IOException, InterruptedException {
        var text = "\uFEFF# who is there\r\n\r\nget jane@test.com\r\nget john@test.com";
        var file = Files.writeString(folder.resolve("batch.txt"), text);

        assertThat(run("-o", "ndjson", "-f", file.toString())).isEqualTo(Ended.printing(JANE_LINE + JOHN_LINE));
        assertThat(runWith(text, "-o", "ndjson", "-f", "-")).isEqualTo(Ended.printing(JANE_LINE + JOHN_LINE));
        assertThat(runWith(text, "-o", "ndjson")).isEqualTo(Ended.printing(JANE_LINE + JOHN_LINE));
    }

    @Test
    void aBatchStopsAtTheFirstFailureAndNamesItsPlace() throws IOException, InterruptedException {
        var file = Files.writeString(
                folder.resolve("failing.txt"), "get jane@test.com\n\nget nobody@test.com\nget john@test.com\n");
        var nobody = "%s:3: error: no user has the e-mail nobody@test.com\n  try: userctl -p %d list\n"
                .formatted(file, userctl.port());

        assertThat(run("-o", "ndjson", "-f", file.toString())).isEqualTo(new Ended(1, JANE_LINE, nobody));
        assertThat(run("-o", "ndjson", "--keep-going", "-f", file.toString()))
                .isEqualTo(new Ended(1, JANE_LINE + JOHN_LINE, nobody));
    }

    @Test
    void aTableIsPrintedInAPipeToo() throws IOException, InterruptedException {
        assertThat(run("list", "--country", "UA", "-o", "table")).isEqualTo(Ended.printing("""
                        ID                                    EMAIL          FIRST  LAST   NICKNAME    COUNTRY  CREATED
                        0198c5f4-0000-7000-8000-000000000003  john@test.com  john   smith  john-smith  UA       time-1
                        1 user
                        """));
    }

    @Test
    void jsonIsIndentedAndOneObjectFollowsAnother() throws IOException, InterruptedException {
        var two = run("-o", "json", "-c", "get jane@test.com; get john@test.com");

        assertThat(two.out().lines().map(line -> line.replaceAll("\\S.*", "")).distinct())
                .containsExactly("", "  ");
        assertThat(two.out())
                .startsWith("{\n  \"id\": ")
                .contains("\"\n}\n{\n  \"id\": ")
                .endsWith("\"\n}\n");
    }

    @Test
    void wrongUsageExitsWith2() throws IOException, InterruptedException {
        assertThat(run("craete"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "error: there is no command \"craete\"; did you mean create?\n  try: userctl help create\n"));
    }

    @Test
    void noServerExitsWith3() throws IOException, InterruptedException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(new Userctl(folder, free).run("health"))
                .isEqualTo(new Ended(
                        3,
                        "",
                        "error: no server listens at localhost:%d\n  start one with make run, or name another with -a HOST -p PORT\n"
                                .formatted(free)));
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    private static Ended runWith(String input, String... arguments) throws IOException, InterruptedException {
        var ended = userctl.runWith(input, arguments);
        return new Ended(ended.exitCode(), new Transcript().timesOf(ended.out()), ended.err());
    }
}
