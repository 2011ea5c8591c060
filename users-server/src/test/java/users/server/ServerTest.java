package users.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import users.server.postgres.TestDatabase;

/** One server on a database of its own for all tests of a class. */
abstract class ServerTest {

    static TestDatabase postgres;
    static TestServer server;

    @BeforeAll
    static void start() {
        postgres = TestDatabase.create();
        server = TestServer.start(postgres);
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
