package users.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.acceptance.Userctl.Ended;

/** The life of a few users, told by the shipped programs as an operator's script tells it. */
class StoryIT {

    private static final String JACK = """
            {
              "id": "id-1",
              "first_name": "jack",
              "last_name": "hughes",
              "nickname": "jack-hughes",
              "email": "jack@test.com",
              "country": "GB",
              "labels": {},
              "disabled": false,
              "create_time": "time-1",
              "update_time": "time-1",
              "etag": "1"
            }
            """;
    private static final String JANE = """
            {
              "id": "id-2",
              "first_name": "jane",
              "last_name": "doe",
              "nickname": "jane-doe",
              "email": "Jane@Test.com",
              "country": "US",
              "labels": {},
              "disabled": false,
              "create_time": "time-2",
              "update_time": "time-2",
              "etag": "1"
            }
            """;
    private static final String JANE_MOVED = """
            {
              "id": "id-2",
              "first_name": "jane",
              "last_name": "doe",
              "nickname": "JD",
              "email": "Jane@Test.com",
              "country": "GB",
              "labels": {},
              "disabled": false,
              "create_time": "time-2",
              "update_time": "time-3",
              "etag": "2"
            }
            """;

    private final Transcript transcript = new Transcript();

    @TempDir
    private Path folder;

    @Test
    void usersAreCreatedFoundChangedAndDeleted() throws IOException, InterruptedException {
        try (var server = RunningServer.start(folder)) {
            var userctl = new Userctl(folder, server.port());

            assertThat(userctl.run("health")).isEqualTo(Ended.printing("""
                            {
                              "status": "SERVING"
                            }
                            """));
            assertThat(userctl.run("list")).isEqualTo(Ended.printing(""));
            tellOfCreation(userctl);
            tellOfFinding(userctl);
            tellOfChange(userctl);
            tellOfDeletion(userctl);
        }
        // A password that came by argument or by pipe is nowhere in the server's words, nor is an e-mail.
        assertThat(folder.resolve("server.log"))
                .content()
                .contains("UsersService/CreateUser")
                .doesNotContainIgnoringCase("test-pw", "test.com");
    }

    private void tellOfCreation(Userctl userctl) throws IOException, InterruptedException {
        assertThat(transcript.of(
                        create(userctl, "jack", "hughes", "jack@test.com", "gb", "--password", "jack-test-pw")))
                .isEqualTo(Ended.printing(JACK));
        assertThat(transcript.of(userctl.runWith(
                        "jane-test-pw\n",
                        "create --first-name jane --last-name doe --nickname jane-doe --email Jane@Test.com --country US --password-stdin"
                                .split(" "))))
                .isEqualTo(Ended.printing(JANE));

        var taken = "error: the user id-2 has the e-mail jane@test.com\n  try: userctl -p %d get id-2\n"
                .formatted(userctl.port());
        assertThat(transcript.of(create(userctl, "john", "smith", "jane@test.com", "UA", "--password", "john-test-pw")))
                .isEqualTo(new Ended(1, "", taken));
        assertThat(create(userctl, "john", "smith", "john@test.com", "UA", "--password", "short"))
                .isEqualTo(new Ended(1, "", """
                        error: the server refused this create
                          password  must be at least 6 characters
                          try: userctl help create
                        """));
    }

    private void tellOfFinding(Userctl userctl) throws IOException, InterruptedException {
        assertThat(transcript.of(userctl.run("get", "JACK@test.com"))).isEqualTo(Ended.printing(JACK));
        assertThat(transcript.of(userctl.run("get", transcript.id("id-2")))).isEqualTo(Ended.printing(JANE));
        assertThat(transcript.of(userctl.run("list"))).isEqualTo(Ended.printing(JACK + JANE));
        assertThat(transcript.of(userctl.run("list", "--country", "US"))).isEqualTo(Ended.printing(JANE));
        assertThat(transcript.of(userctl.run("list", "--filter", "country = \"GB\"")))
                .isEqualTo(Ended.printing(JACK));
    }

    private void tellOfChange(Userctl userctl) throws IOException, InterruptedException {
        assertThat(transcript.of(userctl.run("update", "jane@test.com", "--nickname", "JD", "--country", "GB")))
                .isEqualTo(Ended.printing(JANE_MOVED));
        assertThat(userctl.run("update", "jane@test.com", "--nickname", "late", "--etag", "1"))
                .isEqualTo(new Ended(1, "", """
                        error: the user was changed meanwhile: read it again, its etag is now 2
                          try: userctl -p %d get USER
                        """.formatted(userctl.port())));
        assertThat(transcript.of(userctl.run("list", "--country", "GB"))).isEqualTo(Ended.printing(JACK + JANE_MOVED));
    }

    private void tellOfDeletion(Userctl userctl) throws IOException, InterruptedException {
        assertThat(transcript.of(userctl.run("delete", "jack@test.com"))).isEqualTo(Ended.printing("""
                        {
                          "id": "id-1",
                          "first_name": "jack",
                          "last_name": "hughes",
                          "nickname": "jack-hughes",
                          "email": "jack@test.com",
                          "country": "GB",
                          "labels": {},
                          "disabled": false,
                          "create_time": "time-1",
                          "update_time": "time-1",
                          "etag": "1",
                          "delete_time": "time-4",
                          "purge_time": "time-5"
                        }
                        """));
        var deleted = new Ended(
                1,
                "",
                "error: the user id-1 is deleted\n  try: userctl -p %d undelete id-1\n".formatted(userctl.port()));
        assertThat(transcript.of(userctl.run("get", "jack@test.com"))).isEqualTo(deleted);
        assertThat(transcript.of(userctl.run("get", transcript.id("id-1")))).isEqualTo(deleted);
        var unknown =
                "error: no user has the e-mail nobody@test.com\n  try: userctl -p %d list\n".formatted(userctl.port());
        assertThat(userctl.run("get", "nobody@test.com")).isEqualTo(new Ended(1, "", unknown));
        assertThat(transcript.of(userctl.run("list"))).isEqualTo(Ended.printing(JANE_MOVED));
    }

    private static Ended create(
            Userctl userctl, String first, String last, String email, String country, String... password)
            throws IOException, InterruptedException {
        var words = "create --first-name %s --last-name %s --nickname %1$s-%2$s --email %s --country %s %s"
                .formatted(first, last, email, country, String.join(" ", password));
        return userctl.run(words.split(" "));
    }
}
