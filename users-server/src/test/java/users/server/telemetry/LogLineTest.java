package users.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Metadata;
import io.grpc.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import users.api.UserId;
import users.server.tracing.Tracing;
import users.server.tracing.TracingSettings;
import users.v1.UsersServiceGrpc;

class LogLineTest {

    @Test
    void textIsOneLineWithTimeLevelLoggerMessageAndRequestId() {
        var line = line("it {0}", "works");

        assertThat(RequestId.in("call-1", () -> text(line)))
                .isEqualTo("2026-01-02T03:04:05.006Z WARNING users.test: it works [call-1]" + System.lineSeparator());
        assertThat(text(line)).doesNotContain("[");
    }

    @Test
    void aLineOfACallHasTheIdsOfItsTrace() {
        var line = line("it works");
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var trace = new Tracing(new TracingSettings(Optional.empty(), 1, "test"))
                .begin(UsersServiceGrpc.getGetUserMethod(), headers, "call-3");

        assertThat(trace.in(() -> text(line)))
                .endsWith(": it works [0af7651916cd43dd8448eb211c80319c]" + System.lineSeparator());
        var json = trace.in(() -> json(line));
        assertThat(json.get("trace_id").getAsString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(json.get("span_id").getAsString())
                .isEqualTo(trace.spanId())
                .matches("[0-9a-f]{16}")
                .isNotEqualTo("b7ad6b7169203331");
        assertThat(json(line).has("trace_id")).isFalse();
    }

    @Test
    void aMessageCannotForgeALine() {
        assertThat(text(line("one\r\n2026-01-01T00:00:00Z INFO two")).lines()).hasSize(1);
        assertThat(text(line("one\u0085two\u2028three\u2029four"))).contains("one two three four");
        assertThat(new JsonLine().format(line("one\ntwo")).lines()).hasSize(1);
    }

    @Test
    void neitherCanTheMessageOfWhatWasThrown() {
        var line = line("broken");
        line.setThrown(new IllegalStateException("one\r\n2026-01-01T00:00:00Z INFO two"));

        assertThat(text(line).lines().skip(1))
                .first()
                .isEqualTo("java.lang.IllegalStateException: one  2026-01-01T00:00:00Z INFO two");
    }

    @Test
    void jsonIsOneObjectALineWithWhatWasThrownInIt() {
        var line = line("broken");
        line.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner")));

        var json = RequestId.in("call-2", () -> json(line));

        assertThat(json.get("time").getAsString()).isEqualTo("2026-01-02T03:04:05.006Z");
        assertThat(json.get("level").getAsString()).isEqualTo("WARNING");
        assertThat(json.get("logger").getAsString()).isEqualTo("users.test");
        assertThat(json.get("message").getAsString()).isEqualTo("broken");
        assertThat(json.get("request_id").getAsString()).isEqualTo("call-2");
        assertThat(json.get("error").getAsString())
                .startsWith("java.lang.IllegalStateException: outer")
                .contains("\n  at users.server.telemetry.LogLineTest")
                .contains("\nCaused by: java.lang.IllegalArgumentException: inner");
    }

    @Test
    void theDatabasesWordsAreLeftOut() {
        var line = line("broken");
        line.setThrown(new RuntimeException(new SQLException("Key (email)=(jack) exists", "23505")));

        assertThat(text(line))
                .contains("java.lang.RuntimeException\n")
                .contains("java.sql.SQLException (SQLState 23505)")
                .doesNotContain("jack");
    }

    @Test
    void whatIsAuditedSaysWhoWithWhomAndIsNotMasked() {
        var call = new AuditedCall(
                "users.v1.UsersService/DeleteUser",
                "it's {0} of\nops@example.test",
                Optional.of(UserId.parse("0198c5f4-0000-7000-8000-000000000001")),
                List.of("validate_only"),
                Optional.empty(),
                Status.Code.PERMISSION_DENIED,
                Optional.of("ROLE_MISSING"));
        var line = new LogRecord(Level.INFO, "{0}");
        line.setLoggerName("users.audit");
        line.setParameters(new Object[] {call});

        assertThat(text(line))
                .endsWith(
                        "INFO users.audit: users.v1.UsersService/DeleteUser by it's {0} of ops@example.test: PERMISSION_DENIED ROLE_MISSING, user 0198c5f4-0000-7000-8000-000000000001, validate_only"
                                + System.lineSeparator());
        var json = json(line);
        assertThat(json.get("actor").getAsString()).isEqualTo("it's {0} of\nops@example.test");
        assertThat(json.get("method").getAsString()).isEqualTo("users.v1.UsersService/DeleteUser");
        assertThat(json.get("user_id").getAsString()).isEqualTo("0198c5f4-0000-7000-8000-000000000001");
        assertThat(json.get("code").getAsString()).isEqualTo("PERMISSION_DENIED");
        assertThat(json.get("reason").getAsString()).isEqualTo("ROLE_MISSING");
        assertThat(json.get("validate_only").getAsBoolean()).isTrue();
        assertThat(json.has("answers")).isFalse();
    }

    @Test
    void whatLooksLikeAnAddressIsMasked() {
        var line = line("no mail to <jack.o'neil@test.com>, sorry");
        line.setThrown(new IllegalStateException("jane@test.com"));

        assertThat(text(line)).contains("[e-mail]").doesNotContain("test.com");
    }

    private static String text(LogRecord line) {
        return new TextLine().format(line);
    }

    private static JsonObject json(LogRecord line) {
        return JsonParser.parseString(new JsonLine().format(line)).getAsJsonObject();
    }

    private static LogRecord line(String message, Object... parameters) {
        var line = new LogRecord(Level.WARNING, message);
        line.setLoggerName("users.test");
        line.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
        line.setParameters(parameters);
        return line;
    }
}
