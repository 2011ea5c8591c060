package users.server.telemetry;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.LogRecord;

/** Lines for machines: an object each, with {@code method}, {@code code}, {@code reason} of an error and {@code duration_ms} for a call. */
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
            if (line.getParameters() instanceof Object[] parameters
                    && parameters.length == 1
                    && parameters[0] instanceof AnsweredCall call) {
                json.name("method").value(call.method());
                json.name("code").value(call.code().name());
                if (call.reason().isPresent()) {
                    json.name("reason").value(call.reason().get());
                }
                json.name("duration_ms").jsonValue(call.milliseconds());
            }
            var trace = trace(line);
            if (trace.isPresent()) {
                json.name("error").value(trace.get());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }
}
