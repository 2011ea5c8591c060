package helidon.grpc.wire;

import io.grpc.ServerInterceptors;
import io.grpc.services.MetricRecorder;
import io.grpc.testing.TlsTesting;
import io.grpc.testing.integration.AbstractInteropTest;
import io.grpc.testing.integration.TestServiceImpl;
import io.grpc.xds.orca.OrcaMetricReportingServerInterceptor;
import io.grpc.xds.orca.OrcaServiceImpl;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The service that grpc-java's interop client expects, on a server of one kind. */
record InteropServer(TestServer server, ScheduledExecutorService chunks) implements AutoCloseable {

    /** With TLS, its certificate is grpc-java's own for tests. */
    static InteropServer start(Kind kind, boolean tls) {
        var chunks = Executors.newSingleThreadScheduledExecutor();
        var load = MetricRecorder.newInstance();
        var service = ServerInterceptors.intercept(
                ServerInterceptors.intercept(new TestServiceImpl(chunks, load), TestServiceImpl.interceptors()),
                OrcaMetricReportingServerInterceptor.create(load));
        var reports =
                OrcaServiceImpl.createService(chunks, load, 1, TimeUnit.SECONDS).bindService();
        var limits = GrpcWireConfig.builder()
                .maxMessageBytes(AbstractInteropTest.MAX_MESSAGE_SIZE)
                .build();
        return new InteropServer(TestServer.start(kind, limits, List.of(service, reports), listening(tls)), chunks);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        chunks.shutdownNow();
    }

    private static TestServer.Listening listening(boolean tls) {
        var plain = TestServer.Listening.PLAIN;
        return tls ? new TestServer.Listening(Optional.of(certificate()), plain.idle()) : plain;
    }

    private static Certificate certificate() {
        var keys = Keys.builder()
                .pem(pem -> pem.certChain(pem("server1.pem")).key(pem("server1.key")))
                .build();
        return new Certificate(keys.privateKey().orElseThrow(), keys.certChain().getFirst());
    }

    private static Resource pem(String name) {
        return Resource.create(name, TlsTesting.loadCert(name));
    }
}
