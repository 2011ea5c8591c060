package users.server.image;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;

/** A server as people run it: a process of its own on a database of this machine, here on free ports. */
public record ServerProcess(Process process, int port, int adminPort, ManagedChannel channel) implements AutoCloseable {

    /**
     * Starts the command and returns as soon as it answers.
     *
     * @param databasePort where a PostgreSQL of this machine listens that asks for no password
     */
    public static ServerProcess start(ProcessBuilder command, int databasePort, String databaseName)
            throws IOException {
        return start(
                command,
                databasePort,
                databaseName,
                port -> NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .build());
    }

    /** The same over a channel of another kind. */
    static ServerProcess start(
            ProcessBuilder command, int databasePort, String databaseName, IntFunction<ManagedChannel> channels)
            throws IOException {
        int port = freePort();
        int adminPort = freePort();
        command.environment()
                .putAll(Map.of(
                        "DB_HOST",
                        "localhost",
                        "DB_PORT",
                        Integer.toString(databasePort),
                        "DB_NAME",
                        databaseName,
                        "DB_USERNAME",
                        "postgres",
                        "BIND_ADDRESS",
                        "127.0.0.1",
                        "GRPC_PORT",
                        Integer.toString(port),
                        "ADMIN_PORT",
                        Integer.toString(adminPort)));
        var process = command.start();
        var channel = channels.apply(port);
        var server = new ServerProcess(process, port, adminPort, channel);
        // A process that ends has no answer to wait for.
        var _ = process.onExit().thenRun(channel::shutdownNow);
        return server.awaitReady();
    }

    private ServerProcess awaitReady() {
        var health = HealthGrpc.newBlockingStub(channel).withWaitForReady().withDeadlineAfter(60, TimeUnit.SECONDS);
        var changes = health.watch(HealthCheckRequest.getDefaultInstance());
        while (changes.next().getStatus() != ServingStatus.SERVING) {
            // The next change comes.
        }
        return this;
    }

    /** Tells it to end, as a supervisor does, and waits for its exit code. */
    public int stop() {
        channel.shutdownNow();
        process.destroy();
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        stop();
    }

    /** One of this machine's that nobody has. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
