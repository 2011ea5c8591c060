package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;

/** Clients of other makers: gRPC's own for Node.js with the .proto alone, and buf over reflection. */
class ForeignClientsTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nodeWorksWithTheProtoFileAlone() throws Exception {
        var answers = node("users.js");

        assertThat(answers).hasSize(9);
        assertThat(answers.get(0).get("first_name").getAsString()).isEqualTo("日本");
        assertThat(answers.get(0).get("country").getAsString()).isEqualTo("GB");
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertError(answers.get(2), "ALREADY_EXISTS");
        assertThat(answers.get(3).get("users").getAsJsonArray()).containsExactly(answers.get(0));
        assertThat(answers.get(4).get("first_name").getAsString()).isEqualTo("Ann");
        assertThat(answers.get(4).get("last_name").getAsString()).isEqualTo("Lee");
        assertError(answers.get(5), "INVALID_ARGUMENT");
        assertError(answers.get(6), "ABORTED");
        assertThat(answers.get(7).get("delete_time").isJsonNull()).isFalse();
        assertError(answers.get(8), "NOT_FOUND");
    }

    @Test
    void aMaskOfNodeChangesWhatItNamesAndNoOtherLabel() throws Exception {
        var answers = node("masks.js");

        var labels = "{\"Team\":\"a\",\"team\":\"\",\"team_1\":\"b\",\"x.y\":\"1\"}";
        assertThat(answers).hasSize(12);
        assertThat(answers.subList(0, 2)).extracting(ForeignClientsTest::labels).containsOnly(labels);
        assertThat(answers.subList(2, 6))
                .extracting(answer -> answer.get("first_name").getAsString())
                .containsExactly("Bea", "Cat", "Dan", "Eva");
        assertThat(answers.subList(2, 6)).extracting(ForeignClientsTest::labels).containsOnly(labels);
        assertError(answers.get(6), "INVALID_ARGUMENT");
        assertThat(answers.get(7).get("first_name").getAsString()).isEqualTo("Fay");
        assertThat(answers.get(7).get("last_name").getAsString()).isEqualTo("Lee");
        assertThat(labels(answers.get(8))).isEqualTo(labels.replace("\"team\":\"\"", "\"team\":\"blue\""));
        assertError(answers.get(9), "INVALID_ARGUMENT");
        assertError(answers.get(10), "INVALID_ARGUMENT");
        assertThat(labels(answers.get(11))).isEqualTo("{\"Team\":\"a\",\"team\":\"blue\",\"team_1\":\"b\"}");
    }

    @Test
    void tooMuchMetadataOfNodeEndsThatCallAlone() throws Exception {
        var answers = node("metadata.js");

        assertThat(answers.get(5).get("email").getAsString()).isEqualTo("metadata@foreign.test");
        answers.remove(5);
        assertThat(answers)
                .extracting(answer -> answer.get("code").getAsString())
                .containsExactly(
                        "RESOURCE_EXHAUSTED",
                        "RESOURCE_EXHAUSTED",
                        "RESOURCE_EXHAUSTED",
                        "NOT_FOUND",
                        "NOT_FOUND",
                        // The watch beside them has told of the user, and was still there to be cancelled.
                        "WATCHED",
                        "CANCELLED");
    }

    @Test
    void bufWorksOverReflectionAlone() throws Exception {
        var created = buf("CreateUser", """
                {"user": {"first_name": "Ann", "last_name": "Lee", "nickname": "annlee",
                 "email": "buf@foreign.test", "country": "ZZ"}, "password": "a-test-pw"}""");
        var id = created.get("id").getAsString();

        assertThat(buf("GetUser", "{\"email\": \"BUF@foreign.test\"}")).isEqualTo(created);
        assertThat(buf(
                                "UpdateUser",
                                "{\"user\": {\"id\": \"%s\", \"firstName\": \"Zoe\"}, \"updateMask\": \"firstName\"}"
                                        .formatted(id))
                        .get("firstName")
                        .getAsString())
                .isEqualTo("Zoe");
        assertThat(buf("ListUsers", "{\"filter\": \"country = ZZ\"}")
                        .get("users")
                        .getAsJsonArray())
                .hasSize(1);
    }

    @Test
    void aMaskOfBufChangesWhatItNamesOrIsRefused() throws Exception {
        var created = buf("CreateUser", """
                {"user": {"first_name": "Ann", "last_name": "Lee", "nickname": "annlee", "email": "masks@buf.test",
                 "country": "FR", "labels": {"team": "", "x.y": "1", "Team": "a", "team_1": "b"}},
                 "password": "a-test-pw"}""");
        var labels = "{\"Team\":\"a\",\"team\":\"\",\"team_1\":\"b\",\"x.y\":\"1\"}";
        var change =
                "{\"user\": {\"id\": \"%s\", \"firstName\": \"%s\", \"labels\": {\"team\": \"%1$s\"}}, \"updateMask\": \"%s\"}";
        var id = created.get("id").getAsString();
        assertThat(labels(created)).isEqualTo(labels);

        for (var mask : List.of("firstName", "firstName,firstName")) {
            var changed = buf("UpdateUser", change.formatted(id, mask, mask));
            assertThat(changed.get("firstName").getAsString()).isEqualTo(mask);
            assertThat(labels(changed)).isEqualTo(labels);
        }
        assertThat(labels(buf("UpdateUser", change.formatted(id, "", "labels.team"))))
                .isEqualTo(labels.replace("\"team\":\"\"", "\"team\":\"%s\"".formatted(id)));
        // JSON has no way to write such paths: buf refuses them, or sends another one, which the server refuses.
        for (var path : List.of("*", "first_name", "labels.Team", "labels.team_1")) {
            assertThat(output("UpdateUser", change.formatted(id, "lost", path)))
                    .containsAnyOf("invalid path: \"" + path, "update_mask must ");
        }
        assertThat(buf("GetUser", "{\"id\": \"%s\"}".formatted(id))
                        .get("firstName")
                        .getAsString())
                .isEqualTo("firstName,firstName");
    }

    @Test
    void bufPrintsAnErrorWithTheTypesOfItsDetails() throws Exception {
        var error = buf("GetUser", "{\"id\": \"x\"}");

        assertThat(error.get("code").getAsString()).isEqualTo("invalid_argument");
        assertThat(error.get("message").getAsString()).startsWith("id must be a UUID");
        assertThat(error.get("details").toString()).contains("google.rpc.ErrorInfo", "google.rpc.BadRequest");
    }

    private static List<JsonObject> node(String script) throws Exception {
        return ForeignClients.node(server, script)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static JsonObject buf(String method, String request) throws Exception {
        return JsonParser.parseString(output(method, request)).getAsJsonObject();
    }

    private static String output(String method, String request) throws Exception {
        return ForeignClients.buf(server, method, request);
    }

    /** In the order of their keys. */
    private static String labels(JsonObject user) {
        var sorted = new JsonObject();
        user.get("labels").getAsJsonObject().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> sorted.add(label.getKey(), label.getValue()));
        return sorted.toString();
    }

    private static void assertError(JsonObject answer, String code) {
        assertThat(answer.get("code").getAsString()).isEqualTo(code);
        assertThat(answer.get("details").getAsInt()).isOne();
    }
}
