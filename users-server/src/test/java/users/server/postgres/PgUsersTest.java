package users.server.postgres;

import users.api.Users;
import users.server.contract.UsersContract;

class PgUsersTest extends StorageTest implements UsersContract {

    @Override
    public Users users() {
        return users;
    }
}
