package users.server.telemetry;

import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/** Lines for people: time, level, logger, message, request id; the frames of a throwable below. */
final class TextLine extends LogLine {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    @Override
    public String format(LogRecord line) {
        var text = new StringBuilder()
                .append(line.getInstant())
                .append(' ')
                .append(line.getLevel().getName())
                .append(' ')
                .append(line.getLoggerName())
                .append(": ")
                .append(CONTROL.matcher(message(line)).replaceAll(" "));
        RequestId.current().ifPresent(id -> text.append(" [").append(id).append(']'));
        trace(line).ifPresent(trace -> text.append(System.lineSeparator()).append(trace));
        return text.append(System.lineSeparator()).toString();
    }
}
