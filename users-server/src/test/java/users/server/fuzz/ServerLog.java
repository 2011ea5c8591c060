package users.server.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/** Reads what the server logs, down to debug, in place of the console. */
final class ServerLog extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger USERS = Logger.getLogger("users");
    private static final int ENOUGH = 10;

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<Handler> others = List.of(ROOT.getHandlers());
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Set<String> warnings = ConcurrentHashMap.newKeySet();

    static ServerLog read() {
        var log = new ServerLog();
        log.others.forEach(ROOT::removeHandler);
        ROOT.addHandler(log);
        USERS.setLevel(Level.FINE);
        return log;
    }

    @Override
    public void publish(LogRecord line) {
        var text = text(line);
        if (line.getLevel().intValue() >= Level.WARNING.intValue() && warnings.size() < ENOUGH) {
            warnings.add(line.getLoggerName() + ": " + withoutFrames(text));
        }
        boolean tells = text.contains(Values.SECRET) || text.contains("$argon2");
        if ((tells || line.getLevel().equals(Level.SEVERE)) && faults.size() < ENOUGH) {
            faults.add(text);
        }
    }

    private String text(LogRecord line) {
        var text = new StringWriter();
        text.append(formatter.formatMessage(line));
        if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private static String withoutFrames(String text) {
        return text.lines().filter(line -> !line.startsWith("\t")).limit(ENOUGH).collect(Collectors.joining("; "));
    }

    /** Lines that tell a secret, or of an error that nobody foresaw. */
    List<String> faults() {
        return faults;
    }

    /** What it warned of, each kind once. */
    Set<String> warnings() {
        return new TreeSet<>(warnings);
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        USERS.setLevel(null);
        ROOT.removeHandler(this);
        others.forEach(ROOT::addHandler);
    }
}
