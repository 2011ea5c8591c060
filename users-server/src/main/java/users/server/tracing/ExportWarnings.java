package users.server.tracing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Lets one line a minute through of what OpenTelemetry says of spans that are lost: nobody's call depends on them. */
final class ExportWarnings implements Filter {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Kept, since the filters of loggers that nobody holds are forgotten. */
    private static final List<Logger> LOGGERS = Stream.of(
                    "io.opentelemetry.exporter.otlp.internal.HttpExporter",
                    "io.opentelemetry.sdk.trace.export.BatchSpanProcessor")
            .map(Logger::getLogger)
            .toList();

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    static void limit() {
        var warnings = new ExportWarnings();
        LOGGERS.forEach(logger -> logger.setFilter(warnings));
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        if (line.getLevel().intValue() < Level.WARNING.intValue()) {
            return true;
        }
        long now = System.nanoTime();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + INTERVAL.toNanos())) {
            return false;
        }
        line.setLevel(Level.WARNING);
        if (line.getThrown() instanceof Throwable cause) {
            line.setMessage(line.getMessage() + " " + cause);
            line.setThrown(null);
        }
        return true;
    }
}
