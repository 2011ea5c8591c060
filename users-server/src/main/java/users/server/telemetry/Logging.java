package users.server.telemetry;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;

/**
 * The log of this process, on standard error.
 *
 * @param format of each line
 * @param level from which on lines are written
 */
public record Logging(LogFormat format, LogLevel level) {

    /** Kept, since the levels of loggers that nobody holds are forgotten. */
    private static final List<Logger> LIBRARIES = Stream.of(
                    "io.helidon",
                    "io.grpc",
                    "io.opentelemetry",
                    "io.zonky",
                    "org.flywaydb",
                    "com.zaxxer",
                    "org.postgresql")
            .map(Logger::getLogger)
            .toList();

    /** Has a stack for each connection that breaks, dozens in a fail-over; the server says once what is in the way. */
    private static final Logger BROKEN_CONNECTIONS = Logger.getLogger("com.zaxxer.hikari.pool.ProxyConnection");

    private static final Logger ROOT = Logger.getLogger("");

    /** Takes the place of whatever logging the JDK has set up. */
    public void start() {
        LogManager.getLogManager().reset();
        var handler = new FlushingHandler();
        handler.setFormatter(format.formatter());
        handler.setLevel(Level.ALL);
        ROOT.addHandler(handler);
        ROOT.setLevel(level.ours());
        AuditLog.LOG.setLevel(Level.INFO);
        LIBRARIES.forEach(library -> library.setLevel(level.libraries()));
        BROKEN_CONNECTIONS.setLevel(level == LogLevel.DEBUG ? level.libraries() : Level.SEVERE);
    }

    /**
     * Goes on while the JVM shuts down. The JDK has a shutdown hook of its own that takes all handlers away, at the same
     * time as the hooks run that still have something to tell; so this waits for it, and starts again.
     */
    public void startAgainAtShutdown() {
        for (int i = 0; i < 1000 && ROOT.getHandlers().length > 0; i++) {
            LockSupport.parkNanos(1_000_000);
        }
        start();
    }

    private static final class FlushingHandler extends StreamHandler {

        FlushingHandler() {
            super();
            setOutputStream(System.err);
        }

        @Override
        public synchronized void publish(LogRecord line) {
            super.publish(line);
            flush();
        }

        /** Standard error is not ours to close. */
        @Override
        public synchronized void close() {
            flush();
        }
    }
}
