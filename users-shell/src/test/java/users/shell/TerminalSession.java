package users.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server and a home for shells on a pseudo-terminal. */
abstract class TerminalSession {

    @TempDir
    Path home;

    TestServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new TestServer().seeded();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Tmux shell(int columns) {
        return Tmux.start(home, columns, Map.of(), "-p", "" + server.port()).await("healthy>");
    }

    /** The screen, the port replaced by the usual one. */
    String screen(Tmux shell) {
        return shell.screen().replace(":" + server.port(), ":5355");
    }

    String history() throws IOException {
        return Files.readString(home.resolve(".local/state/userctl/history"));
    }
}
