package users.server.telemetry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What both formats have in common: the texts of a record, without what must not be in a log. Texts of the database can
 * quote values, so its exceptions show their SQLState alone; what looks like an e-mail is masked wherever it stands.
 */
abstract class LogLine extends Formatter {

    /** Causes can run in a circle. */
    private static final int MAXIMUM_CAUSES = 10;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private static final Pattern EMAIL = Pattern.compile("[^\\s\"'<>()=,;]+@[^\\s\"'<>()=,;]+\\.[^\\s\"'<>()=,;]+");

    /** A text that cannot forge a line. */
    static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    String message(LogRecord line) {
        var text = formatMessage(line);
        // What an audited call says of its caller is what it is written for.
        return AuditLog.LOG.getName().equals(line.getLoggerName()) ? text : masked(text);
    }

    /** The throwable and its causes, each with its frames, over several lines. */
    Optional<String> thrown(LogRecord line) {
        return Optional.ofNullable(line.getThrown()).map(thrown -> {
            var text = new StringWriter();
            print(thrown, new PrintWriter(text, true));
            return text.toString().strip();
        });
    }

    private static void print(Throwable thrown, PrintWriter to) {
        var next = Optional.of(thrown);
        for (int depth = 0; next.isPresent() && depth < MAXIMUM_CAUSES; depth++) {
            to.println((depth == 0 ? "" : "Caused by: ") + oneLine(masked(summary(next.get()))));
            // In frames only a module's version follows the @.
            for (var frame : next.get().getStackTrace()) {
                to.println("  at " + frame);
            }
            next = next.map(Throwable::getCause);
        }
    }

    private static String summary(Throwable thrown) {
        var name = thrown.getClass().getName();
        return switch (thrown) {
            case SQLException sql -> name + " (SQLState " + sql.getSQLState() + ")";
            // Whoever wraps an exception repeats its message.
            case Throwable any when any.getMessage() == null || isOfDatabase(any) -> name;
            case Throwable any -> name + ": " + any.getMessage();
        };
    }

    private static boolean isOfDatabase(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, next -> next.map(Throwable::getCause))
                .limit(MAXIMUM_CAUSES)
                .anyMatch(cause -> cause.get() instanceof SQLException);
    }

    private static String masked(String text) {
        return text.indexOf('@') < 0 ? text : EMAIL.matcher(text).replaceAll("[e-mail]");
    }
}
