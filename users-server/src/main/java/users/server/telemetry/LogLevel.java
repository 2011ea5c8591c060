package users.server.telemetry;

import java.util.logging.Level;

/** How much is logged. */
public enum LogLevel {
    ERROR(Level.SEVERE),
    WARNING(Level.WARNING),
    INFO(Level.INFO),
    DEBUG(Level.FINE);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    Level ours() {
        return level;
    }

    /** Libraries tell more than anybody reads, and in their debug lines what must not be in a log: rows and frames. */
    Level libraries() {
        return switch (this) {
            case ERROR -> Level.SEVERE;
            case WARNING, INFO -> Level.WARNING;
            case DEBUG -> Level.INFO;
        };
    }
}
