package users.server.telemetry;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.LogRecord;
import users.server.tracing.CallTrace;

/**
 * Lines for machines: an object each, with {@code method}, {@code code}, {@code reason} of an error and
 * {@code duration_ms} for a call, and with {@code actor} and {@code user_id} for one that is audited.
 */
final class JsonLine extends LogLine {

    @Override
    public String format(LogRecord line) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.beginObject();
            json.name("time").value(line.getInstant().toString());
            json.name("level").value(line.getLevel().getName());
            json.name("logger").value(line.getLoggerName());
            json.name("message").value(message(line));
            var requestId = RequestId.current();
            if (requestId.isPresent()) {
                json.name("request_id").value(requestId.get());
            }
            var trace = CallTrace.current();
            if (trace.isPresent()) {
                json.name("trace_id").value(trace.get().id());
                json.name("span_id").value(trace.get().spanId());
            }
            if (line.getParameters() instanceof Object[] parameters && parameters.length == 1) {
                switch (parameters[0]) {
                    case AnsweredCall call -> write(call, json);
                    case AuditedCall call -> write(call, json);
                    case null, default -> {
                        // It is in the message.
                    }
                }
            }
            var error = thrown(line);
            if (error.isPresent()) {
                json.name("error").value(error.get());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(AnsweredCall call, JsonWriter json) throws IOException {
        json.name("method").value(call.method());
        json.name("code").value(call.code().name());
        if (call.reason().isPresent()) {
            json.name("reason").value(call.reason().get());
        }
        json.name("duration_ms").jsonValue(call.milliseconds());
        json.name("actor").value(call.actor());
    }

    private static void write(AuditedCall call, JsonWriter json) throws IOException {
        json.name("actor").value(call.actor());
        json.name("method").value(call.method());
        json.name("code").value(call.code().name());
        if (call.reason().isPresent()) {
            json.name("reason").value(call.reason().get());
        }
        if (call.userId().isPresent()) {
            json.name("user_id").value(call.userId().get().toString());
        }
        for (var flag : call.flags()) {
            json.name(flag).value(true);
        }
        if (call.answers().isPresent()) {
            json.name("answers").value(call.answers().get());
        }
    }
}
