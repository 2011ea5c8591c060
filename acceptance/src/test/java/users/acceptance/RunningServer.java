package users.acceptance;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.IntFunction;
import users.db.DevelopmentDatabase;
import users.server.image.ServerProcess;

/** The shipped {@code bin/users-server} on a PostgreSQL of its own, without users. */
record RunningServer(DevelopmentDatabase.Running database, ServerProcess process) implements AutoCloseable {

    /** Keeps data and output in {@code folder}. */
    static RunningServer start(Path folder) throws IOException {
        return start(
                folder,
                new ProcessBuilder(
                        Path.of("../bin/users-server").toAbsolutePath().toString()));
    }

    /** The same with another command that starts the server. */
    static RunningServer start(Path folder, ProcessBuilder command) throws IOException {
        return start(
                folder,
                command,
                port -> NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .build());
    }

    /** The same over channels of another kind. */
    static RunningServer start(Path folder, ProcessBuilder command, IntFunction<ManagedChannel> channels)
            throws IOException {
        var database = ServiceLoader.load(DevelopmentDatabase.class)
                .findFirst()
                .orElseThrow()
                .start(folder.resolve("postgresql"));
        command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        return new RunningServer(database, ServerProcess.start(command, database.port(), database.name(), channels));
    }

    int port() {
        return process.port();
    }

    @Override
    public void close() {
        process.close();
        database.close();
    }
}
