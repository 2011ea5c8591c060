package users.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ExportWarningsTest {

    private final ExportWarnings warnings = new ExportWarnings();

    @Test
    void ofManyLossesInAMinuteOneIsToldAndThatInOneLine() {
        var first = line(Level.SEVERE, "Failed to export 3 spans.");
        first.setThrown(new ConnectException("refused"));

        assertThat(warnings.isLoggable(first)).isTrue();
        assertThat(first.getLevel()).isEqualTo(Level.WARNING);
        assertThat(first.getMessage()).isEqualTo("Failed to export 3 spans. java.net.ConnectException: refused");
        assertThat(first.getThrown()).isNull();
        assertThat(warnings.isLoggable(line(Level.SEVERE, "Failed to export 4 spans.")))
                .isFalse();
        assertThat(warnings.isLoggable(line(Level.WARNING, "dropped 5 span(s)")))
                .isFalse();
        assertThat(warnings.isLoggable(line(Level.FINE, "Exporter failed"))).isTrue();
    }

    private static LogRecord line(Level level, String message) {
        return new LogRecord(level, message);
    }
}
