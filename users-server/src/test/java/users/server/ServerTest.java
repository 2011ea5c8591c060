package users.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import users.server.postgres.TestDatabase;

/** One server, whose role may do as little as can be, on a database of its own for all tests of a class. */
abstract class ServerTest {

    static TestDatabase postgres;
    static TestServer server;

    @BeforeAll
    static void start() {
        postgres = TestDatabase.create();
        server = TestServer.start(TestServer.environmentOfTwoRoles(postgres)).awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
