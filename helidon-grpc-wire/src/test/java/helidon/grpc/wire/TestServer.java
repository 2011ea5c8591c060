package helidon.grpc.wire;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.helidon.common.socket.SocketOptions;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.grpc.GrpcConfig;
import io.helidon.webserver.grpc.GrpcRouting;
import io.helidon.webserver.grpc.GrpcServiceDescriptor;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server of one kind on a free port of 127.0.0.1, with the same limits whatever its kind. */
record TestServer(int port, Runnable stop) implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * What only some cases ask of a listener.
     *
     * @param certificate of TLS, or cleartext
     * @param idle how long a connection may have no call
     * @param listener of the wire
     */
    record Listening(Optional<Certificate> certificate, Duration idle, WireListener listener) {
        static final Listening PLAIN = new Listening(Optional.empty(), Duration.ofMinutes(5));

        Listening(Optional<Certificate> certificate, Duration idle) {
            this(certificate, idle, WireListener.NONE);
        }
    }

    static TestServer start(Kind kind, GrpcWireConfig limits, List<ServerServiceDefinition> services) {
        return start(kind, limits, services, Listening.PLAIN);
    }

    static TestServer start(
            Kind kind, GrpcWireConfig limits, List<ServerServiceDefinition> services, Listening listening) {
        return switch (kind) {
            case WIRE ->
                helidon(
                        web(listening).addConnectionSelector(GrpcWire.selector(limits, listening.listener())),
                        services);
            case STOCK ->
                helidon(
                        web(listening)
                                .addProtocol(Http1Config.create())
                                .addProtocol(Http2Config.create())
                                .addProtocol(GrpcConfig.builder()
                                        .grpcServicesDiscoverServices(false)
                                        .maxReadBufferSize(limits.maxMessageBytes())
                                        .build()),
                        services);
            case NETTY -> netty(limits, services, listening, false);
            case NETTY_DIRECT -> netty(limits, services, listening, true);
        };
    }

    @Override
    public void close() {
        stop.run();
    }

    private static WebServerConfig.Builder web(Listening listening) {
        var web = WebServer.builder();
        listening.certificate().ifPresent(certificate -> web.tls(certificate.tls()));
        return web.host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .idleConnectionTimeout(listening.idle())
                .idleConnectionPeriod(listening.idle().dividedBy(4));
    }

    private static TestServer helidon(WebServerConfig.Builder web, List<ServerServiceDefinition> services) {
        var routing = GrpcRouting.builder().config(Config.empty());
        services.forEach(service ->
                routing.service(GrpcServiceDescriptor.builder(() -> service).build()));
        var server = web.addRouting(routing)
                .routing(http -> http.get("/plain", (request, response) -> response.send("plain"))
                        .post(
                                "/plain",
                                (request, response) ->
                                        response.send("" + request.content().as(byte[].class).length)))
                .build()
                .start();
        return new TestServer(server.port(), server::stop);
    }

    private static TestServer netty(
            GrpcWireConfig limits, List<ServerServiceDefinition> services, Listening listening, boolean direct) {
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxInboundMessageSize(limits.maxMessageBytes())
                .maxInboundMetadataSize(limits.maxMetadataBytes())
                .maxConcurrentCallsPerConnection(limits.maxConcurrentStreams())
                .permitKeepAliveTime(limits.permitKeepAliveTime().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(limits.keepAliveTime().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(limits.keepAliveTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .maxConnectionIdle(listening.idle().toNanos(), TimeUnit.NANOSECONDS)
                .flowControlWindow(limits.receiveBufferBytes());
        listening.certificate().ifPresent(certificate -> builder.sslContext(certificate.netty()));
        limits.maxConnectionAge().ifPresent(age -> builder.maxConnectionAge(age.toNanos(), TimeUnit.NANOSECONDS));
        limits.maxConnectionAgeGrace()
                .ifPresent(grace -> builder.maxConnectionAgeGrace(grace.toNanos(), TimeUnit.NANOSECONDS));
        if (direct) {
            builder.directExecutor();
        } else {
            builder.executor(Executors.newVirtualThreadPerTaskExecutor());
        }
        services.forEach(builder::addService);
        try {
            var server = builder.build().start();
            return new TestServer(server.getPort(), () -> stop(server));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void stop(Server server) {
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                server.shutdownNow().awaitTermination();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.shutdownNow();
        }
    }
}
