package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.grpc.testing.integration.TestCases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What grpc-java's interop client can do with grpc-netty it can do with the wire. */
class InteropTest {

    /** They ask whether a message came compressed, which no service of grpc-java's can tell. */
    private static final Set<TestCases> NOT_IN_JAVA =
            Set.of(TestCases.CLIENT_COMPRESSED_UNARY, TestCases.CLIENT_COMPRESSED_STREAMING);

    /** Held here, or its level goes with it. */
    private static final Logger CLIENT = Logger.getLogger("io.grpc");

    private final List<InteropServer> servers = new ArrayList<>();

    private record Ports(int netty, int wire, boolean tls) {}

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
        servers.forEach(InteropServer::close);
    }

    /** Load reports first, for which no other client may be there; then those that wait, and all the rest meanwhile. */
    @TestFactory
    Stream<DynamicTest> cases() {
        var ports = List.of(ports(false), ports(true));
        var order = Comparator.comparing(InteropCase::reportsLoad)
                .thenComparing(InteropCase::waits)
                .reversed();
        return InteropCase.all().stream()
                .sorted(order)
                .flatMap(test -> ports.stream().map(some -> on(test, some)));
    }

    private Ports ports(boolean tls) {
        return new Ports(port(Kind.NETTY, tls), port(Kind.WIRE, tls), tls);
    }

    private int port(Kind kind, boolean tls) {
        var server = InteropServer.start(kind, tls);
        servers.add(server);
        return server.port();
    }

    private static DynamicTest on(InteropCase test, Ports ports) {
        return dynamicTest(into -> into.displayName(test + (ports.tls() ? " over TLS" : ""))
                .executionMode(test.waits() ? ExecutionMode.CONCURRENT : ExecutionMode.SAME_THREAD)
                .executable(() -> check(test, ports)));
    }

    private static void check(InteropCase test, Ports ports) {
        Optional.ofNullable(catchThrowable(() -> test.run(ports.netty(), ports.tls())))
                .ifPresentOrElse(
                        failure -> assertThat(NOT_IN_JAVA)
                                .as("cases that need not pass on the wire, as this fails on grpc-netty: %s", failure)
                                .contains(test.test()),
                        () -> assertThatCode(() -> test.run(ports.wire(), ports.tls()))
                                .as(test.toString())
                                .doesNotThrowAnyException());
    }
}
