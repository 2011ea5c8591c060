package users.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static users.events.SharedStack.FOLLOWER;
import static users.events.SharedStack.STACK;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code make integration} where there are no containers: what an operator does with userctl is told in Kafka. */
class StoryIT {

    @Test
    void whatUserctlDoesIsTold() throws Exception {
        try (var seed = Objects.requireNonNull(getClass().getResourceAsStream("/users/db/development/seed.sql"))) {
            STACK.postgres().run(new String(seed.readAllBytes(), UTF_8));
        }
        var id = id(
                userctl(
                        "create --first-name Max --last-name Roe --nickname max --email max@story.test --country gb --password max-test-pw"));
        assertThat(userctl("list --country GB -o ndjson")).contains("jack@test.com", "max@story.test");
        userctl("update max@story.test --nickname maxi --country DE --label team=blue");
        assertThat(userctl("get max@story.test")).contains("\"nickname\": \"maxi\"", "\"etag\": \"2\"");
        userctl("delete max@story.test");
        userctl("undelete " + id);
        userctl("update jack@test.com --nickname jacky");

        var marker = STACK.marker();
        FOLLOWER.await(one -> one.changes().contains(marker));
        assertThat(FOLLOWER.events().stream()
                        .map(Event::change)
                        .filter(change -> change.userId().equals(id)
                                && !change.operation().equals("r")))
                .containsExactly(
                        new Event.Change(id, 1, "c"),
                        new Event.Change(id, 2, "u"),
                        new Event.Change(id, 2, "d"),
                        new Event.Change(id, 3, "c"));
        assertThat(FOLLOWER.view().values())
                .extracting(user -> user.get("email").getAsString() + " "
                        + user.get("nickname").getAsString())
                .contains(
                        "jack@test.com jacky",
                        "jane@test.com jane-doe",
                        "john@test.com john-smith",
                        "max@story.test maxi");
    }

    private static String id(String user) {
        return JsonParser.parseString(user).getAsJsonObject().get("id").getAsString();
    }

    private static String userctl(String words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of("../../bin/userctl").toAbsolutePath().toString(),
                "-p",
                Integer.toString(STACK.server().port())));
        command.addAll(List.of(words.split(" ")));
        var out = Files.createTempFile(STACK.folder(), "userctl", ".out");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
