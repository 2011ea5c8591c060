package users.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines of the audit log, from now on. */
final class AuditLines implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("users.audit");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getParameters()[0].toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    AuditLines() {
        LOG.addHandler(handler);
    }

    List<String> soFar() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        LOG.removeHandler(handler);
    }
}
