package helidon.grpc.wire;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The wire, and beside it grpc-netty, whose behaviour callers are used to. */
class ConformanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestFactory
    Stream<DynamicTest> wire() {
        return on(Kind.WIRE);
    }

    @TestFactory
    Stream<DynamicTest> netty() {
        return on(Kind.NETTY);
    }

    private static Stream<DynamicTest> on(Kind kind) {
        return Conformance.cases().stream()
                .map(test -> dynamicTest(
                        test.name(), () -> Assertions.assertTimeoutPreemptively(PATIENCE, () -> run(test, kind))));
    }

    private static void run(Case test, Kind kind) throws Exception {
        try (var fixture = new Fixture(kind, test.limits())) {
            test.on(kind).run(fixture);
        }
    }
}
