package helidon.grpc.wire;

import io.grpc.testing.integration.TestCases;
import io.grpc.testing.integration.TestServiceClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** A test case of grpc-java's own interop client. */
record InteropCase(TestCases test) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** They need Google's cloud, or a caching proxy and a client that could use one: that case calls itself broken. */
    private static final Set<TestCases> ELSEWHERE = EnumSet.of(
            TestCases.CACHEABLE_UNARY,
            TestCases.COMPUTE_ENGINE_CREDS,
            TestCases.COMPUTE_ENGINE_CHANNEL_CREDENTIALS,
            TestCases.SERVICE_ACCOUNT_CREDS,
            TestCases.JWT_TOKEN_CREDS,
            TestCases.OAUTH2_AUTH_TOKEN,
            TestCases.PER_RPC_CREDS,
            TestCases.GOOGLE_DEFAULT_CREDENTIALS);

    /** They read what they report with a load balancer that the client has for them. */
    private static final Set<TestCases> LOAD_REPORTS = EnumSet.of(TestCases.ORCA_PER_RPC, TestCases.ORCA_OOB);

    /** One waits 15 seconds for an error that never comes, the other five for its channel's end. */
    private static final Set<TestCases> WAITING =
            EnumSet.of(TestCases.CLIENT_COMPRESSED_STREAMING, TestCases.PICK_FIRST_UNARY);

    static List<InteropCase> all() {
        return EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)).stream()
                .map(InteropCase::new)
                .toList();
    }

    /** With a balancer that a client registers for the whole JVM, until any client ends. */
    boolean reportsLoad() {
        return LOAD_REPORTS.contains(test);
    }

    /** Whether it only waits most of its time, so that it may do that beside others. */
    boolean waits() {
        return WAITING.contains(test);
    }

    /** Drives the server on the port, and throws what the client throws if it fails. */
    void run(int port, boolean tls) {
        Assertions.assertTimeoutPreemptively(PATIENCE, () -> TestServiceClient.main(arguments(port, tls)));
    }

    private String[] arguments(int port, boolean tls) {
        var plain = Stream.of(
                "--server_host=127.0.0.1",
                "--server_port=" + port,
                "--test_case=" + test,
                "--use_tls=" + tls,
                // How quick it is depends on what else the machine does.
                "--soak_per_iteration_max_acceptable_latency_ms=20000",
                "--soak_overall_timeout_seconds=20");
        var trust = Stream.of("--use_test_ca=true", "--server_host_override=foo.test.google.fr")
                .filter(_ -> tls);
        var balancer = Stream.of(
                        "--service_config_json={\"loadBalancingConfig\":[{\"test_backend_metrics_load_balancer\":{}}]}")
                .filter(_ -> reportsLoad());
        return Stream.of(plain, trust, balancer).flatMap(some -> some).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return test.toString();
    }
}
