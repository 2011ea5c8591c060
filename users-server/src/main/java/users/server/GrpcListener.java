package users.server;

import helidon.grpc.wire.GrpcWire;
import helidon.grpc.wire.WireListener;
import io.grpc.BindableService;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.grpc.GrpcConfig;
import io.helidon.webserver.grpc.GrpcRouting;
import io.helidon.webserver.grpc.GrpcServiceDescriptor;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import users.server.grpc.CallGuard;
import users.server.tls.ServerTls;

/** The socket that speaks gRPC. */
final class GrpcListener {

    /** How often idle connections are looked for, at most. */
    private static final Duration IDLE_PERIOD = Duration.ofSeconds(10);

    private GrpcListener() {}

    /** @param grace how long calls may go on once it is stopped */
    static WebServer start(
            String host,
            GrpcSettings settings,
            Optional<ServerTls> tls,
            Duration grace,
            CallGuard guard,
            WireListener listener,
            List<BindableService> services) {
        var routing = GrpcRouting.builder().config(Config.empty());
        services.forEach(service -> {
            var guarded = guard.guard(service.bindService());
            routing.service(GrpcServiceDescriptor.builder(() -> guarded).build());
        });
        var server = WebServer.builder()
                .host(host)
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(grace)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                // Else an answer waits for the acknowledgement of its headers, 40 ms.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .idleConnectionTimeout(settings.maxIdle())
                .idleConnectionPeriod(IDLE_PERIOD)
                .addRouting(routing);
        tls.ifPresent(with -> server.tls(Tls.builder()
                .sslContext(with.context())
                .clientAuth(clientAuth(with))
                .build()));
        switch (settings.protocol()) {
            case WIRE -> server.addConnectionSelector(GrpcWire.selector(settings.wire(), listener));
            case HELIDON -> helidon(server, settings);
        }
        return server.build().start();
    }

    private static TlsClientAuth clientAuth(ServerTls tls) {
        if (tls.authorities().isEmpty()) {
            return TlsClientAuth.NONE;
        }
        return switch (tls.clients()) {
            case OPTIONAL -> TlsClientAuth.OPTIONAL;
            case REQUIRED -> TlsClientAuth.REQUIRED;
        };
    }

    /** Helidon's own, for comparison: docs/adr/0008 lists what is wrong with it. */
    private static void helidon(WebServerConfig.Builder server, GrpcSettings settings) {
        server.addProtocol(Http1Config.create())
                .addProtocol(Http2Config.create())
                .addProtocol(GrpcConfig.builder()
                        .grpcServicesDiscoverServices(false)
                        .maxReadBufferSize(settings.wire().maxMessageBytes())
                        .build());
    }
}
