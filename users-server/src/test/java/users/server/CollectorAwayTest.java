package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;
import users.server.tracing.Collector;

/** A collector that does not do its part is nobody's concern but its own. */
class CollectorAwayTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    /** With two spans each: 512 on their way and 2,048 behind them. */
    private static final int MORE_THAN_CAN_WAIT = 1500;

    private static final Logger EXPORT = Logger.getLogger("io.opentelemetry");

    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            // Of a server that has ended there may still be one about what it has dropped.
            if (line.getLevel().intValue() >= Level.WARNING.intValue()
                    && !line.getMessage().startsWith("BatchSpanProcessor dropped")) {
                lines.add(line);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        EXPORT.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        EXPORT.removeHandler(handler);
    }

    @Test
    void withoutOneServersStartAndAnswerAndStop() {
        var gone = Collector.start();
        gone.close();

        answersAndStops(gone);

        // It might have come back: each batch is tried for some seconds.
        assertThat(lines).extracting(LogRecord::getMessage).isEmpty();
    }

    @Test
    void theSameGoesForOneThatTakesNothing() {
        try (var refusing = Collector.refusing(500)) {
            answersAndStops(refusing);
        }

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line.getMessage())
                    .matches("Failed to export \\d spans\\. Server responded with HTTP status code 500\\..*");
        });
    }

    @Test
    void andForOneThatDoesNotAnswerWhateverTheNumberOfSpans() {
        try (var mute = Collector.mute()) {
            long start = System.nanoTime();
            TracedCalls.run(POSTGRES, mute, server -> {
                var users = server.client();
                var id = users.create(somebody()).id();
                for (int call = 0; call < MORE_THAN_CAN_WAIT; call++) {
                    users.get(id);
                }
            });

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(mute.requests()).isOne();
        }
    }

    private static void answersAndStops(Collector collector) {
        long start = System.nanoTime();
        TracedCalls.run(POSTGRES, collector, server -> server.client().create(somebody()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
}
