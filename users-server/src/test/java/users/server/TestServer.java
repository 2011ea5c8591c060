package users.server;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import users.api.grpc.UsersClient;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;
import users.server.postgres.TestDatabase;
import users.v1.UsersServiceGrpc;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;

/** A server on free ports and a channel to it. */
public record TestServer(UsersServer server, ManagedChannel channel) implements AutoCloseable {

    /** On a database, with hashing that costs next to nothing; {@code settings} are keys and values in turn. */
    public static TestServer start(TestDatabase database, String... settings) {
        return start(environment(database), settings).awaitReady();
    }

    static TestServer start(Map<String, String> environment, String... settings) {
        var server = UsersServer.start(Settings.read(environment, properties(settings)));
        return new TestServer(server, channel(server.grpcPort()));
    }

    /** The same over channels of another kind, once the health answers. */
    static TestServer start(Map<String, String> environment, IntFunction<ManagedChannel> channel, String... settings) {
        var server = UsersServer.start(Settings.read(environment, properties(settings)));
        return new TestServer(server, channel.apply(server.grpcPort()));
    }

    /** One that knows callers by the tokens of these issuers, whose keys it has from the file. */
    static TestServer start(Path keys, List<TestIssuer> issuers, String... settings) throws IOException {
        var environment = environment(TestDatabase.create());
        environment.putAll(TestIssuer.environment(keys, issuers.toArray(TestIssuer[]::new)));
        return start(environment, settings).awaitReady();
    }

    static Map<String, String> environment(TestDatabase database) {
        var settings = database.settings();
        return environment(settings.host(), settings.port(), settings.name());
    }

    /** Migrated by a role of its own. */
    static Map<String, String> environmentOfTwoRoles(TestDatabase database) {
        var environment = environment(database);
        environment.put("DB_USERNAME", TestDatabase.SERVER_ROLE);
        environment.put("MIGRATION_DB_USERNAME", database.settings().username());
        return environment;
    }

    static Map<String, String> environment(String host, int port, String name) {
        return new TreeMap<>(Map.of(
                "GRPC_PORT", "0",
                "ADMIN_PORT", "0",
                "BIND_ADDRESS", "127.0.0.1",
                "DB_HOST", host,
                "DB_PORT", Integer.toString(port),
                "DB_NAME", name,
                "DB_USERNAME", "postgres",
                "DB_SSLMODE", "disable"));
    }

    static TestServer development(Path dataFolder) {
        return start(
                Map.of("GRPC_PORT", "0", "ADMIN_PORT", "0"), "users.development.data-folder", dataFolder.toString());
    }

    public static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    public int grpcPort() {
        return server.grpcPort();
    }

    public int adminPort() {
        return server.adminPort();
    }

    TestServer awaitReady() {
        awaitServing(channel, ServingStatus.SERVING);
        return this;
    }

    static void awaitServing(ManagedChannel channel, ServingStatus status) {
        var changes = HealthGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .watch(HealthCheckRequest.getDefaultInstance());
        while (changes.next().getStatus() != status) {
            // The next change comes.
        }
    }

    public UsersClient client() {
        return new UsersClient(channel, Duration.ofSeconds(10));
    }

    UsersServiceBlockingStub stub() {
        return UsersServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    static Properties properties(String... settings) {
        var properties = new Properties();
        properties.setProperty("users.hashing.memory", "16");
        properties.setProperty("users.hashing.iterations", "1");
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
