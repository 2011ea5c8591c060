package helidon.grpc.wire;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The wire, and beside it grpc-netty, whose behaviour callers are used to. */
class ConformanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Those that wait come last, all at once, when those that have to be alone are through. */
    @TestFactory
    Stream<DynamicTest> cases() {
        return Conformance.cases().stream()
                .sorted(Comparator.comparing(Case::waits))
                .flatMap(test -> Stream.of(Kind.WIRE, Kind.NETTY).map(kind -> on(kind, test)));
    }

    private static DynamicTest on(Kind kind, Case test) {
        return dynamicTest(into -> into.displayName(kind + ": " + test.name())
                .executionMode(test.waits() ? ExecutionMode.CONCURRENT : ExecutionMode.SAME_THREAD)
                .executable(() -> Assertions.assertTimeoutPreemptively(PATIENCE, () -> run(test, kind))));
    }

    private static void run(Case test, Kind kind) throws Exception {
        try (var fixture = new Fixture(kind, test.limits())) {
            test.on(kind).run(fixture);
        }
    }
}
