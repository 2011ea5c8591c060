package users.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;

/** Clients of other makers: gRPC's own for Node.js with the .proto alone, and buf over reflection. */
class ForeignClientsTest {

    private static final Path PROTO = Path.of("..", "proto");
    private static final Path MODULES = PROTO.resolve("node_modules");

    private static TestServer server;

    @BeforeAll
    static void start() {
        assertThat(MODULES.resolve("@grpc/grpc-js"))
                .as("the foreign clients are not installed: run npm ci --prefix proto")
                .exists();
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
    void tooMuchMetadataOfNodeEndsThatCallAlone() throws Exception {
        assertThat(node("metadata.js"))
                .extracting(answer -> answer.get("code").getAsString())
                .containsExactly(
                        "RESOURCE_EXHAUSTED",
                        "RESOURCE_EXHAUSTED",
                        "RESOURCE_EXHAUSTED",
                        "NOT_FOUND",
                        "NOT_FOUND",
                        // The stream beside them, which was still there to be cancelled.
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
        // JSON has no way to write such paths: buf refuses them, or sends another one, which the server refuses.
        for (var path : List.of("*", "labels.Team", "labels.team_1")) {
            assertThat(output("UpdateUser", "{\"user\": {\"id\": \"%s\"}, \"updateMask\": \"%s\"}".formatted(id, path)))
                    .containsAnyOf("invalid path: \"" + path, "update_mask must name fields");
        }
        assertThat(buf("ListUsers", "{\"filter\": \"country = ZZ\"}")
                        .get("users")
                        .getAsJsonArray())
                .hasSize(1);
    }

    @Test
    void bufPrintsAnErrorWithTheTypesOfItsDetails() throws Exception {
        var error = buf("GetUser", "{\"id\": \"x\"}");

        assertThat(error.get("code").getAsString()).isEqualTo("invalid_argument");
        assertThat(error.get("message").getAsString()).startsWith("id must be a UUID");
        assertThat(error.get("details").toString()).contains("google.rpc.ErrorInfo", "google.rpc.BadRequest");
    }

    private static List<JsonObject> node(String script) throws Exception {
        return run(List.of("node", "src/test/node/" + script, PROTO.toString(), address()))
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static JsonObject buf(String method, String request) throws Exception {
        return JsonParser.parseString(output(method, request)).getAsJsonObject();
    }

    private static String output(String method, String request) throws Exception {
        var url = "http://%s/users.v1.UsersService/%s".formatted(address(), method);
        return run(List.of(
                        MODULES.resolve(".bin/buf").toString(),
                        "curl",
                        "--protocol",
                        "grpc",
                        "--http2-prior-knowledge",
                        "--data",
                        request,
                        url))
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    private static String address() {
        return "127.0.0.1:" + server.server().grpcPort();
    }

    private static void assertError(JsonObject answer, String code) {
        assertThat(answer.get("code").getAsString()).isEqualTo(code);
        assertThat(answer.get("details").getAsInt()).isOne();
    }

    private static Stream<String> run(List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile("foreign", "");
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return Files.readString(output, UTF_8).lines();
        } finally {
            Files.delete(output);
        }
    }
}
