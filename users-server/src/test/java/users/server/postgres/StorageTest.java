package users.server.postgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import users.api.Users;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.database.Database;

/** The storage without the wire, on a database of its own for all tests of a class. */
public abstract class StorageTest {

    protected static TestDatabase postgres;
    protected static Database database;
    protected static PasswordHashing hashing;
    protected static Users users;

    @BeforeAll
    protected static void open() {
        postgres = TestDatabase.create();
        database = new Database(postgres.settings());
        hashing = new PasswordHashing(TestHashing.SETTINGS);
        users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
    }

    @AfterAll
    protected static void close() {
        database.close();
        hashing.close();
    }
}
