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

    /** Libraries tell a lot that only who debugs wants to know. */
    Level libraries() {
        return this == INFO ? Level.WARNING : level;
    }
}
