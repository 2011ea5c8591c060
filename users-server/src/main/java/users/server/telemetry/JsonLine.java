package users.server.telemetry;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.LogRecord;
import users.server.tracing.CallTrace;

/** Lines for machines: an object each, with {@code method}, {@code code} and {@code duration_ms} for a call. */
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
            if (line.getParameters() instanceof Object[] parameters
                    && parameters.length == 1
                    && parameters[0] instanceof AnsweredCall call) {
                json.name("method").value(call.method());
                json.name("code").value(call.code().name());
                json.name("duration_ms").jsonValue(call.milliseconds());
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
}
