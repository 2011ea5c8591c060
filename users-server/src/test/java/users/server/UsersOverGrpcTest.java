package users.server;

import users.api.Users;
import users.server.contract.UsersContract;

/** The contract through a client and a socket. */
class UsersOverGrpcTest extends ServerTest implements UsersContract {

    @Override
    public Users users() {
        return server.client();
    }
}
