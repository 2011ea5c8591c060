package users.server.telemetry;

import java.util.logging.LogRecord;
import users.server.tracing.CallTrace;

/** Lines for people: time, level, logger, message, request id, trace id; the frames of a throwable below. */
final class TextLine extends LogLine {

    @Override
    public String format(LogRecord line) {
        var text = new StringBuilder()
                .append(line.getInstant())
                .append(' ')
                .append(line.getLevel().getName())
                .append(' ')
                .append(line.getLoggerName())
                .append(": ")
                .append(oneLine(message(line)));
        RequestId.current().ifPresent(id -> text.append(" [").append(id).append(']'));
        CallTrace.current()
                .ifPresent(trace -> text.append(" [").append(trace.id()).append(']'));
        thrown(line).ifPresent(thrown -> text.append(System.lineSeparator()).append(thrown));
        return text.append(System.lineSeparator()).toString();
    }
}
