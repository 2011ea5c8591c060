package users.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The shipped server with the three users of development, for all tests of a class, and the shipped userctl. */
abstract class DevelopmentUsers {

    @TempDir
    static Path folder;

    static RunningServer server;
    static Userctl userctl;

    @BeforeAll
    static void startServer() throws IOException {
        server = RunningServer.start(folder);
        server.database().seed();
        userctl = new Userctl(folder, server.port());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }
}
