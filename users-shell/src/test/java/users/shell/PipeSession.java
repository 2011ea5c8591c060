package users.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with three users, and runs of the program against it. */
abstract class PipeSession {

    static final String JACK_ID = "0198c5f4-7b3a-7cc1-8000-000000000001";
    static final String JANE_ID = "0198c5f4-7b3a-7cc1-8000-000000000002";

    @TempDir
    Path folder;

    TestServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new TestServer().seeded();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Execution run(String... arguments) {
        return Execution.of(server, arguments);
    }

    Execution runWith(String input, String... arguments) {
        return Execution.withInput(input, server, arguments);
    }

    Execution atTerminal(String... arguments) {
        return Execution.onTerminal(Map.of(), server, arguments);
    }
}
