package users.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {

    private static final Logger ROOT = Logger.getLogger("");
    private final Handler[] before = ROOT.getHandlers();
    private final Level levelBefore = ROOT.getLevel();

    @BeforeEach
    void start() {
        new Logging(LogFormat.JSON, LogLevel.INFO).start();
    }

    @AfterEach
    void restore() {
        for (var handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        for (var handler : before) {
            ROOT.addHandler(handler);
        }
        ROOT.setLevel(levelBefore);
    }

    @Test
    void thereIsOneHandlerHoweverOftenItStarts() {
        new Logging(LogFormat.TEXT, LogLevel.INFO).start();

        assertThat(ROOT.getHandlers())
                .singleElement()
                .satisfies(handler -> assertThat(handler.getFormatter()).isInstanceOf(TextLine.class));
    }

    @Test
    void librariesTellLessUnlessSomebodyDebugs() {
        assertThat(Logger.getLogger("users.x").isLoggable(Level.INFO)).isTrue();
        assertThat(Logger.getLogger("com.zaxxer.hikari").isLoggable(Level.INFO)).isFalse();
        assertThat(Logger.getLogger("com.zaxxer.hikari").isLoggable(Level.WARNING))
                .isTrue();
        assertThat(Logger.getLogger("com.zaxxer.hikari.pool.ProxyConnection").isLoggable(Level.WARNING))
                .isFalse();

        new Logging(LogFormat.TEXT, LogLevel.DEBUG).start();

        assertThat(Logger.getLogger("com.zaxxer.hikari.pool.ProxyConnection").isLoggable(Level.WARNING))
                .isTrue();
        assertThat(Logger.getLogger("com.zaxxer.hikari").isLoggable(Level.INFO)).isTrue();
        assertThat(Logger.getLogger("org.postgresql").isLoggable(Level.FINE)).isFalse();
    }

    @Test
    void whatIsAuditedIsWrittenWhateverTheLevelIs() {
        new Logging(LogFormat.JSON, LogLevel.ERROR).start();

        assertThat(Logger.getLogger("users.audit").isLoggable(Level.INFO)).isTrue();
        assertThat(Logger.getLogger("users.access").isLoggable(Level.INFO)).isFalse();
    }

    @Test
    void itStartsAgainOnceTheHandlersAreGone() {
        var taker = Thread.startVirtualThread(() -> {
            for (var handler : ROOT.getHandlers()) {
                ROOT.removeHandler(handler);
            }
        });

        new Logging(LogFormat.TEXT, LogLevel.INFO).startAgainAtShutdown();

        assertThat(taker).satisfies(Thread::join);
        assertThat(ROOT.getHandlers()).hasSize(1);
    }

    @Test
    void aRequestIdThatCannotBeTrustedIsReplaced() {
        assertThat(RequestId.of(headers("a-b.c:1"))).isEqualTo("a-b.c:1");
        assertThat(RequestId.of(headers("a b"))).hasSize(36);
        assertThat(RequestId.of(headers("x".repeat(65)))).hasSize(36);
        assertThat(RequestId.of(new Metadata())).hasSize(36);
    }

    private static Metadata headers(String id) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), id);
        return headers;
    }
}
