package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.grpc.testing.integration.TestCases;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What grpc-java's interop client can do with grpc-netty it can do with the wire. */
class InteropTest {

    /** They ask whether a message came compressed, which no service of grpc-java's can tell. */
    private static final Set<TestCases> NOT_IN_JAVA =
            Set.of(TestCases.CLIENT_COMPRESSED_UNARY, TestCases.CLIENT_COMPRESSED_STREAMING);

    /** Held here, or its level goes with it. */
    private static final Logger CLIENT = Logger.getLogger("io.grpc");

    private Optional<InteropServer> wire = Optional.empty();

    /** An outcome of grpc-netty's. */
    private record Netty(InteropCase test, Optional<Throwable> failure) {}

    @BeforeAll
    static void quiet() {
        CLIENT.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        CLIENT.setLevel(null);
    }

    @AfterEach
    void stop() {
        wire.ifPresent(InteropServer::close);
    }

    @TestFactory
    Stream<DynamicTest> cleartext() {
        return cases(false);
    }

    @TestFactory
    Stream<DynamicTest> tls() {
        return cases(true);
    }

    private Stream<DynamicTest> cases(boolean tls) {
        var outcomes = Stream.<Netty>builder();
        try (var netty = InteropServer.start(Kind.NETTY, tls)) {
            InteropCase.all()
                    .forEach(test -> outcomes.add(new Netty(
                            test, Optional.ofNullable(catchThrowable(() -> test.run(netty.port(), tls))))));
        }
        var server = InteropServer.start(Kind.WIRE, tls);
        wire = Optional.of(server);
        return outcomes.build()
                .map(netty -> netty.failure()
                        .map(failure -> notPassed(netty.test(), failure))
                        .orElseGet(() -> passed(netty.test(), server.port(), tls)));
    }

    private static DynamicTest passed(InteropCase test, int port, boolean tls) {
        return dynamicTest(
                test.toString(),
                () -> assertThatCode(() -> test.run(port, tls))
                        .as(test.toString())
                        .doesNotThrowAnyException());
    }

    private static DynamicTest notPassed(InteropCase test, Throwable failure) {
        return dynamicTest(
                test + " does not pass on grpc-netty: " + failure.getMessage(),
                () -> assertThat(NOT_IN_JAVA)
                        .as("cases that need not pass on the wire either")
                        .contains(test.test()));
    }
}
