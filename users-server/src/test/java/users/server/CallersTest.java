package users.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One server that knows callers by the tokens of one issuer, for all tests of a class. */
abstract class CallersTest {

    static final TestIssuer ISSUER = TestIssuer.es256("key");

    static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = TestServer.start(folder.resolve("jwks.json"), List.of(ISSUER));
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
