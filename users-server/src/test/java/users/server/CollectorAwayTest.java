package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;
import users.server.tracing.Collector;

/** A collector that does not do its part is nobody's concern but its own. */
class CollectorAwayTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    /** With two spans each: 512 on their way and 2,048 behind them. */
    private static final int MORE_THAN_CAN_WAIT = 1500;

    /** Far more than a server takes to start and stop, and far less than all attempts at each of the calls would. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration ATTEMPT = Duration.ofSeconds(10);

    private final LogLines log = LogLines.of("io.opentelemetry");

    @AfterEach
    void stopListening() {
        log.close();
    }

    private List<LogRecord> warnings() {
        return log.all().stream()
                .filter(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
                // Of a server that has ended there may still be one about what it has dropped.
                .filter(line -> !line.getMessage().startsWith("BatchSpanProcessor dropped"))
                .toList();
    }

    @Test
    void withoutOneServersStartAndAnswerAndStop() {
        var gone = Collector.start();
        gone.close();

        answersAndStops(gone);

        // It might have come back: each batch is tried for some seconds.
        assertThat(warnings()).extracting(LogRecord::getMessage).isEmpty();
    }

    @Test
    void theSameGoesForOneThatTakesNothing() {
        try (var refusing = Collector.refusing(500)) {
            answersAndStops(refusing);
        }

        assertThat(warnings()).singleElement().satisfies(line -> {
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

            var time = Duration.ofNanos(System.nanoTime() - start);
            assertThat(time).isLessThan(PATIENCE);
            assertThat(mute.requests()).isBetween(1, 1 + (int) time.dividedBy(ATTEMPT));
        }
    }

    private static void answersAndStops(Collector collector) {
        long start = System.nanoTime();
        TracedCalls.run(POSTGRES, collector, server -> server.client().create(somebody()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }
}
