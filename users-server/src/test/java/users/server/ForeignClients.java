package users.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs clients of other makers, and answers with what they print. */
final class ForeignClients {

    private static final Path PROTO = Path.of("..", "proto");
    private static final Path MODULES = PROTO.resolve("node_modules");

    private ForeignClients() {}

    /** gRPC's own for Node.js, with the .proto alone. */
    static String node(TestServer server, String script) throws IOException, InterruptedException {
        return run(List.of("node", "src/test/node/" + script, PROTO.toString(), address(server)));
    }

    /** buf over reflection. A stream that does not end is left after two seconds. */
    static String buf(TestServer server, String method, String request) throws IOException, InterruptedException {
        return run(List.of(
                MODULES.resolve(".bin/buf").toString(),
                "curl",
                "--protocol",
                "grpc",
                "--http2-prior-knowledge",
                "--timeout",
                method.equals("WatchUsers") ? "2s" : "30s",
                "--data",
                request,
                "http://%s/users.v1.UsersService/%s".formatted(address(server), method)));
    }

    private static String address(TestServer server) {
        return "127.0.0.1:" + server.server().grpcPort();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        assertThat(MODULES.resolve("@grpc/grpc-js"))
                .as("the foreign clients are not installed: run npm ci --prefix proto")
                .exists();
        var output = Files.createTempFile("foreign", "");
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return Files.readString(output, UTF_8);
        } finally {
            Files.delete(output);
        }
    }
}
