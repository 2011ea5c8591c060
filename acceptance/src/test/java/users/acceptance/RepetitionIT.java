package users.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import users.acceptance.Userctl.Ended;

/** A script that does not know whether its last write was done runs the same command again. */
class RepetitionIT extends DevelopmentUsers {

    private static final String JACK = "0198c5f4-0000-7000-8000-000000000001";
    private static final String JANE = "0198c5f4-0000-7000-8000-000000000002";
    private static final String JOHN = "0198c5f4-0000-7000-8000-000000000003";

    private static Ended twice(String command) throws IOException, InterruptedException {
        var words = (command + " -o ndjson --request-id " + UUID.randomUUID()).split(" ");
        var first = userctl.run(words);
        assertThat(userctl.run(words)).isEqualTo(first);
        assertThat(first.err()).isEmpty();
        return first;
    }

    @Test
    void anEmailIsChangedOnce() throws IOException, InterruptedException {
        assertThat(twice("update " + JACK + " --email jj@test.com").out())
                .contains("\"email\":\"jj@test.com\"", "\"etag\":\"2\"");
    }

    @Test
    void aLabelIsChangedOnceWhateverBecomesOfOthers() throws IOException, InterruptedException {
        var command = "update %s --label team=a -o ndjson --request-id %s"
                .formatted(JANE, UUID.randomUUID())
                .split(" ");
        assertThat(userctl.run(command).out()).contains("\"labels\":{\"team\":\"a\"}", "\"etag\":\"2\"");
        userctl.run("update", JANE, "--label", "team=b", "--label", "Cost_Centre=7");
        assertThat(userctl.run(command).out())
                .contains("\"labels\":{\"Cost_Centre\":\"7\",\"team\":\"b\"}", "\"etag\":\"3\"");
    }

    @Test
    void aUserIsDeletedAndComesBackOnce() throws IOException, InterruptedException {
        assertThat(twice("delete " + JOHN).out()).contains("\"delete_time\"");
        assertThat(twice("undelete " + JOHN).out()).doesNotContain("\"delete_time\"");
    }

    @Test
    void whoIsNamedByEmailIsToldToBeNamedById() throws IOException, InterruptedException {
        assertThat(userctl.run("delete", "john@test.com", "--request-id", JOHN)).isEqualTo(new Ended(2, "", """
                        error: wrong or missing flags
                          --request-id  needs the user's id, which get shows: the e-mail may be nobody's, or another user's, when this is run again
                          try: userctl help delete
                        """));
    }
}
