package users.events;

import static org.assertj.core.api.Assertions.assertThat;
import static users.events.SharedStack.FOLLOWER;
import static users.events.SharedStack.STACK;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Labels;
import users.api.NewUser;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserId;
import users.api.UserStatus;
import users.api.WriteOptions;
import users.server.contract.People;

/** What becomes of a user is told, whole, and in the form that README.md and event.schema.json show. */
class LifeIT {

    private static final Path README = Path.of("README.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(\\{.*?\n})\n```", Pattern.DOTALL);

    @Test
    void theReadmeShowsEachKindOfEventAsItComes() throws IOException {
        var users = STACK.users();
        var id = users.create(ann("Ann@example.com"), WriteOptions.NONE).id();
        users.update(People.change(id).nickname("annie").update(), WriteOptions.NONE);
        users.delete(People.deletion(id), WriteOptions.NONE);
        users.undelete(id, WriteOptions.NONE);
        awaitVersion(id, 3, "c");
        askForImage();
        awaitVersion(id, 3, "r");

        var records = recordsOf(id);
        assertThat(records).hasSize(6);
        assertThat(records.get(3).value()).isNull();
        var story = new Story();
        var told = events(records).map(event -> event.value()).toList();
        if (Boolean.getBoolean("record")) {
            record(told);
        }
        var shownStory = new Story();
        assertThat(EXAMPLE.matcher(Files.readString(README))
                        .results()
                        .map(found -> JsonParser.parseString(found.group(1)).getAsJsonObject())
                        .map(shownStory::of))
                .isEqualTo(told.stream().map(story::of).toList());
    }

    @Test
    void aPasswordChangesTheTimeAndNothingElseIsToldOfIt() {
        var users = STACK.users();
        var id = users.create(People.somebody(), WriteOptions.NONE).id();
        users.setPassword(id, new Password("another-test-pw"));
        awaitVersion(id, 2, "u");

        var event = events(recordsOf(id)).toList().getLast().value();
        var before = event.getAsJsonObject("before");
        var after = event.getAsJsonObject("after");
        assertThat(before.get("password_change_time").isJsonNull()).isTrue();
        assertThat(after.get("password_change_time")).isEqualTo(after.get("update_time"));
        assertThat(without(before)).isEqualTo(without(after));
    }

    @Test
    void aPurgeIsNoEventSinceTheUserWasGone() {
        var users = STACK.users();
        var id = users.create(People.somebody(), WriteOptions.NONE).id();
        users.delete(People.deletion(id), WriteOptions.NONE);
        users.purge(id);
        var marker = STACK.marker();
        FOLLOWER.await(one -> one.changes().contains(marker));

        assertThat(events(recordsOf(id)).map(event -> event.change().operation()))
                .containsExactly("c", "d");
        assertThat(recordsOf(id).getLast().value()).isNull();
    }

    @Test
    void everyEventIsOfTheSchema() throws IOException {
        var users = STACK.users();
        var id = users.create(ann("ann@schema.test"), WriteOptions.NONE).id();
        users.update(People.change(id).status(new UserStatus.Disabled("left")).update(), WriteOptions.NONE);
        users.setPassword(id, new Password("another-test-pw"));
        users.delete(People.deletion(id), WriteOptions.NONE);
        awaitVersion(id, 3, "d");

        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("event.schema.json")));
        for (var event : FOLLOWER.events()) {
            assertThat(schema.validate(
                            event.value().toString(),
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .as("%s", event.value())
                    .isEmpty();
        }
    }

    private static NewUser ann(String email) {
        var profile = new Profile(
                new PersonName("Ann"),
                new PersonName("Lee"),
                new Nickname("ann"),
                new Email(email),
                new CountryCode("GB"),
                new Labels(Map.of("team", "blue")),
                UserStatus.ENABLED);
        return new NewUser(profile, new Password("ann-test-pw"));
    }

    private static JsonObject without(JsonObject row) {
        var rest = row.deepCopy();
        List.of("password_change_time", "update_time", "version").forEach(rest::remove);
        return rest;
    }

    private static void askForImage() {
        try {
            STACK.postgres().run("""
                    insert into users.event_signals values (
                      gen_random_uuid(), 'execute-snapshot', '{"type": "incremental", "data-collections": ["users.users"]}')
                    """);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitVersion(UserId id, long version, String operation) {
        FOLLOWER.await(one -> one.changes().contains(new Event.Change(id.toString(), version, operation)));
    }

    private static List<ConsumerRecord<String, String>> recordsOf(UserId id) {
        var key = "{\"id\":\"%s\"}".formatted(id);
        return FOLLOWER.records().stream()
                .filter(record -> record.key().equals(key))
                .toList();
    }

    private static java.util.stream.Stream<Event> events(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(Event::of).flatMap(Optional::stream);
    }

    /** Puts what has come into the README, where each kind has its place. */
    private static void record(List<JsonObject> told) throws IOException {
        var next = told.iterator();
        Files.writeString(
                README,
                EXAMPLE.matcher(Files.readString(README))
                        .replaceAll(any -> java.util.regex.Matcher.quoteReplacement(
                                "```json\n" + Story.pretty(next.next()) + "\n```")));
    }
}
