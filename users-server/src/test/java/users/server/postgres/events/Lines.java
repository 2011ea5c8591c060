package users.server.postgres.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What this package logs from information on, beside the console. */
final class Lines extends Handler implements AutoCloseable {

    private static final Logger EVENTS = Logger.getLogger(Lines.class.getPackageName());

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    static Lines read() {
        var lines = new Lines();
        EVENTS.addHandler(lines);
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.INFO.intValue()) {
            lines.add(line.getLevel() + ": " + formatter.formatMessage(line));
        }
    }

    List<String> all() {
        return lines;
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        EVENTS.removeHandler(this);
    }
}
