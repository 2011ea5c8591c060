package users.server.telemetry;

import java.util.logging.Formatter;

/** How log lines look. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** For machines: one JSON object a line. */
    JSON;

    Formatter formatter() {
        return switch (this) {
            case TEXT -> new TextLine();
            case JSON -> new JsonLine();
        };
    }
}
