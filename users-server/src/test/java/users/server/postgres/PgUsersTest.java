package users.server.postgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import users.api.Users;
import users.server.contract.UsersContract;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.database.Database;

class PgUsersTest implements UsersContract {

    private static Database database;
    private static PasswordHashing hashing;
    private static Users users;

    @BeforeAll
    static void open() {
        database = new Database(TestDatabase.create().settings());
        hashing = new PasswordHashing(TestHashing.SETTINGS);
        users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
    }

    @AfterAll
    static void close() {
        database.close();
        hashing.close();
    }

    @Override
    public Users users() {
        return users;
    }
}
