import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import users.v1.GetUserRequest;
import users.v1.UsersServiceGrpc;

/** {@code bin/users-server}, just started. */
final class Server implements AutoCloseable {

    private static final double PATIENCE_SECONDS = 60;
    /** More often, and the questions would slow the start down that they measure. */
    private static final long POLL_NANOS = 5_000_000;

    private final int port = freePort();
    private final Path log;
    private final long start;
    private final Process process;

    Server(Stage stage) throws IOException {
        this(stage, Map.of());
    }

    /** @param environment beside that of every server here */
    Server(Stage stage, Map<String, String> environment) throws IOException {
        log = stage.folder().resolve("server-%d.log".formatted(port));
        var command = new ProcessBuilder("bin/users-server").redirectErrorStream(true).redirectOutput(log.toFile());
        command.environment()
                .putAll(Map.of(
                        "DB_HOST", stage.database().host(),
                        "DB_PORT", Integer.toString(stage.database().port()),
                        "DB_NAME", stage.database().name(),
                        "DB_USERNAME", stage.database().username(),
                        "BIND_ADDRESS", "127.0.0.1",
                        "GRPC_PORT", Integer.toString(port),
                        "ADMIN_PORT", Integer.toString(freePort())));
        command.environment().putAll(environment);
        start = System.nanoTime();
        process = command.start();
    }

    int port() {
        return port;
    }

    /** From its start to the first user that it answers with. */
    double secondsToAnswer() throws IOException {
        // A channel that found nobody there would make a pause before it tries again.
        await(this::listens);
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            await(() -> answers(channel));
            return Bench.secondsSince(start);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Returns once it listens. */
    void awaitListening() throws IOException {
        await(this::listens);
    }

    double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow() / 1e6;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private void await(BooleanSupplier condition) throws IOException {
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || Bench.secondsSince(start) > PATIENCE_SECONDS) {
                throw new IllegalStateException("The server does not answer:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean answers(ManagedChannel channel) {
        var request = GetUserRequest.newBuilder().setEmail(Stage.USER).build();
        try {
            return UsersServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .getUser(request)
                    .getEmail()
                    .equals(Stage.USER);
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
