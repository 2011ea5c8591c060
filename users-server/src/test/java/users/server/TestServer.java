package users.server;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import users.api.grpc.UsersClient;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;

/** A server on free ports and a channel to it. */
record TestServer(UsersServer server, ManagedChannel channel) implements AutoCloseable {

    /** On a database; {@code settings} are keys and values in turn. */
    static TestServer start(Map<String, String> database, String... settings) {
        var environment = new TreeMap<>(database);
        environment.putAll(Map.of("GRPC_PORT", "0", "ADMIN_PORT", "0", "BIND_ADDRESS", "127.0.0.1"));
        return start(environment, properties(settings));
    }

    /** On its own development database. */
    static TestServer start(Path dataFolder) {
        return start(
                new TreeMap<>(Map.of("GRPC_PORT", "0", "ADMIN_PORT", "0")),
                properties("users.development.data-folder", dataFolder.toString()));
    }

    private static TestServer start(Map<String, String> environment, Properties properties) {
        var server = UsersServer.start(Settings.read(environment, properties));
        return new TestServer(server, channel(server.grpcPort()));
    }

    static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    TestServer awaitReady() {
        var health = HealthGrpc.newBlockingStub(channel).withWaitForReady().withDeadlineAfter(30, TimeUnit.SECONDS);
        var changes = health.watch(HealthCheckRequest.getDefaultInstance());
        while (changes.next().getStatus() != ServingStatus.SERVING) {
            // The next change comes.
        }
        return this;
    }

    UsersClient client() {
        return new UsersClient(channel, Duration.ofSeconds(10));
    }

    private static Properties properties(String... settings) {
        var properties = new Properties();
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return properties;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
    }
}
