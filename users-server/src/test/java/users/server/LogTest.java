package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.UserException;
import users.server.contract.People;
import users.server.postgres.TestDatabase;
import users.v1.ListUsersRequest;
import users.v1.UsersServiceGrpc;

/** What the process prints while it serves. */
class LogTest {

    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    @Test
    void eachCallIsALineWithItsRequestIdAndNobodysData() {
        var environment = TestServer.environment(TestDatabase.create());
        environment.put("LOG_FORMAT", "json");
        environment.put("LOG_LEVEL", "debug");
        try (var server = ServerProcess.start(environment).awaitReady()) {
            server.client().create(People.somebody("private@person.test"));
            list(server, "request-4711");
            list(server, "forged\"id");
            assertThatThrownBy(() -> server.client().get(new Email("nobody@person.test")))
                    .isInstanceOf(UserException.class);
            server.terminate();
            server.exitCode();

            var calls = calls(server, "ListUsers");
            assertThat(calls).hasSize(2).allSatisfy(call -> {
                assertThat(text(call, "code")).isEqualTo("OK");
                assertThat(call.get("duration_ms").getAsDouble()).isPositive();
            });
            assertThat(calls).extracting(call -> text(call, "request_id")).contains("request-4711");
            assertThat(calls).extracting(call -> text(call, "request_id")).noneMatch(id -> id.contains("forged"));
            assertThat(calls)
                    .extracting(call -> text(call, "trace_id"))
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("[0-9a-f]{32}"));
            assertThat(calls(server, "GetUser")).singleElement().satisfies(call -> {
                assertThat(text(call, "code")).isEqualTo("NOT_FOUND");
                assertThat(text(call, "reason")).isEqualTo("USER_NOT_FOUND");
            });
            assertThat(server.output()).noneMatch(line -> line.contains("private") || line.contains("a-test-pw"));
        }
    }

    private static void list(ServerProcess server, String requestId) {
        var headers = new Metadata();
        headers.put(REQUEST_ID, requestId);
        UsersServiceGrpc.newBlockingStub(server.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .listUsers(ListUsersRequest.getDefaultInstance());
    }

    private static List<JsonObject> calls(ServerProcess server, String method) {
        return server.output().stream()
                .filter(line -> line.startsWith("{"))
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("logger").getAsString().equals("users.access"))
                .filter(line -> line.get("method").getAsString().endsWith("/" + method))
                .toList();
    }

    private static String text(JsonObject line, String key) {
        return line.get(key).getAsString();
    }
}
