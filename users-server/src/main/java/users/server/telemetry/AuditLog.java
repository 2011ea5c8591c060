package users.server.telemetry;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log of what was done to users, and tried. It is written whatever the level of the rest is. */
public final class AuditLog {

    static final Logger LOG = Logger.getLogger("users.audit");

    private AuditLog() {}

    public static void write(AuditedCall call) {
        var line = new LogRecord(Level.INFO, "{0}");
        line.setLoggerName(LOG.getName());
        line.setParameters(new Object[] {call});
        LOG.log(line);
    }
}
