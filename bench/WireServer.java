import helidon.grpc.wire.GrpcWire;
import helidon.grpc.wire.GrpcWireConfig;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import users.api.PasswordPolicy;
import users.server.grpc.UsersEndpoint;
import users.server.passwords.HashingSettings;
import users.server.passwords.PasswordHashing;
import users.server.postgres.database.Database;
import users.server.postgres.database.DatabaseSettings;
import users.server.postgres.database.ExportSettings;
import users.server.postgres.PgUsers;
import users.server.postgres.Retention;
import users.server.postgres.changes.WatchSettings;
import users.server.postgres.changes.Watches;

/**
 * {@code WireServer <kind> <database's host> <port> <name> <user>}: a process with one server of a kind, on all
 * addresses. It prints its port, then for each line that it reads the bytes of its heap that are in use, and ends with
 * its input, so that none outlives the benchmark.
 */
public final class WireServer {

    private static final Retention RETENTION = new Retention(Duration.ofDays(30), Duration.ofDays(90));
    private static final WatchSettings WATCH = new WatchSettings(Duration.ofSeconds(10), 16 * 1024 * 1024);

    private static final int MAXIMUM_MESSAGE_BYTES = 4 * 1024 * 1024;
    /** Helidon has 50 by default, which ordinary cancels reach. */
    private static final int MAXIMUM_RAPID_RESETS = 1000;

    private WireServer() {}

    public static void main(String[] arguments) throws IOException {
        var database = new Database(settings(arguments[1], Integer.parseInt(arguments[2]), arguments[3], arguments[4]));
        // GetUser hashes nothing.
        var hashing = new PasswordHashing(new HashingSettings(1024, 1, 1, 16, 32, OptionalInt.of(1), 1));
        var users = new UsersEndpoint(
                new PgUsers(database, hashing, RETENTION, new Watches(database, WATCH)), PasswordPolicy.ANY);
        System.out.println(start(Kind.valueOf(arguments[0]), List.of(Echo.service(), users.bindService())));
        var requests = new BufferedReader(new InputStreamReader(System.in));
        while (requests.readLine() != null) {
            System.out.println(heapInUse());
        }
        System.exit(0);
    }

    /** Starts it and returns its port. */
    private static int start(Kind kind, List<ServerServiceDefinition> services) throws IOException {
        return switch (kind) {
            case STOCK ->
                helidon(
                        web().addProtocol(Http1Config.create())
                                .addProtocol(Http2Config.builder()
                                        .maxRapidResets(MAXIMUM_RAPID_RESETS)
                                        .build())
                                .addProtocol(GrpcConfig.builder()
                                        .grpcServicesDiscoverServices(false)
                                        .maxReadBufferSize(MAXIMUM_MESSAGE_BYTES)
                                        .build()),
                        services);
            case WIRE -> helidon(web().addConnectionSelector(GrpcWire.selector(GrpcWireConfig.create())), services);
            case NETTY -> netty(netty().executor(Executors.newVirtualThreadPerTaskExecutor()), services);
            case NETTY_DIRECT -> netty(netty().directExecutor(), services);
        };
    }

    private static WebServerConfig.Builder web() {
        return WebServer.builder()
                .host("0.0.0.0")
                .port(0)
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build());
    }

    private static int helidon(WebServerConfig.Builder web, List<ServerServiceDefinition> services) {
        var routing = GrpcRouting.builder().config(Config.empty());
        services.forEach(service ->
                routing.service(GrpcServiceDescriptor.builder(() -> service).build()));
        return web.addRouting(routing).build().start().port();
    }

    private static NettyServerBuilder netty() {
        return NettyServerBuilder.forAddress(new InetSocketAddress("0.0.0.0", 0))
                .maxInboundMessageSize(MAXIMUM_MESSAGE_BYTES);
    }

    private static int netty(NettyServerBuilder builder, List<ServerServiceDefinition> services) throws IOException {
        services.forEach(builder::addService);
        return builder.build().start().getPort();
    }

    /** The server's own defaults. */
    private static DatabaseSettings settings(String host, int port, String name, String username) {
        return new DatabaseSettings(
                host,
                port,
                name,
                username,
                "",
                new DatabaseSettings.Ssl("disable", Optional.empty(), Optional.empty(), Optional.empty()),
                10,
                Duration.ofMillis(1500),
                Duration.ofSeconds(5),
                new ExportSettings(4, Duration.ofMinutes(10), Duration.ofHours(6)));
    }

    private static long heapInUse() {
        // Twice, since the first finds what is to be cleaned up before it can go.
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
