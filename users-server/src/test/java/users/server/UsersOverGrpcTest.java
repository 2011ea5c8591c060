package users.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import users.api.Users;
import users.server.contract.UsersContract;
import users.server.postgres.TestDatabase;

/** The contract through a client and a socket. */
class UsersOverGrpcTest implements UsersContract {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Users users() {
        return server.client();
    }
}
