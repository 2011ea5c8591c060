package users.server;

import io.grpc.BindableService;
import io.helidon.common.socket.SocketOptions;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcConfig;
import io.helidon.webserver.grpc.GrpcRouting;
import io.helidon.webserver.grpc.GrpcServiceDescriptor;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import java.util.List;
import users.server.grpc.CallGuard;

/** The socket that speaks gRPC, on Helidon's HTTP/2. */
final class GrpcListener {

    private static final int MAXIMUM_MESSAGE_BYTES = 4 * 1024 * 1024;

    /**
     * Calls that run into their deadline are reset by their callers; Helidon's 50 in ten seconds would end a connection
     * under all its other calls. Thousands are an attack (CVE-2023-44487).
     */
    private static final int MAXIMUM_RAPID_RESETS = 1000;

    private GrpcListener() {}

    static WebServer start(String host, int port, CallGuard guard, List<BindableService> services) {
        var routing = GrpcRouting.builder().config(Config.empty());
        services.forEach(service -> {
            var guarded = guard.guard(service.bindService());
            routing.service(GrpcServiceDescriptor.builder(() -> guarded).build());
        });
        return WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                // Else an answer waits for the acknowledgement of its headers, 40 ms.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .addProtocol(Http1Config.create())
                .addProtocol(Http2Config.builder()
                        .maxRapidResets(MAXIMUM_RAPID_RESETS)
                        .build())
                .addProtocol(GrpcConfig.builder()
                        .grpcServicesDiscoverServices(false)
                        .maxReadBufferSize(MAXIMUM_MESSAGE_BYTES)
                        .build())
                .addRouting(routing)
                .build()
                .start();
    }
}
