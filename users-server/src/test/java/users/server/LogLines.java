package users.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a logger is given until this is closed. */
final class LogLines extends Handler implements AutoCloseable {

    /** Held, or the JVM might forget it with its handlers. */
    private final Logger logger;

    private final SimpleFormatter text = new SimpleFormatter();
    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    static LogLines of(String name) {
        var lines = new LogLines(Logger.getLogger(name));
        lines.logger.addHandler(lines);
        return lines;
    }

    List<LogRecord> all() {
        return List.copyOf(lines);
    }

    /** What each says, without its time and level. */
    List<String> texts() {
        return lines.stream().map(text::formatMessage).toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
