package users.server.postgres;

import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import users.api.Users;
import users.server.contract.EmailContract;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.database.Database;
import users.server.postgres.database.Schema;

/** Where I in lower case is ı, a server starts and tells e-mails apart as everywhere else. */
class TurkishLocaleTest implements EmailContract {

    private static final Locale BEFORE = Locale.getDefault();
    private static Database database;
    private static PasswordHashing hashing;
    private static Users users;

    @BeforeAll
    static void open() {
        Locale.setDefault(Locale.of("tr", "TR"));
        var settings = TestDatabase.createEmpty().settings();
        Schema.migrate(settings);
        database = new Database(settings);
        hashing = new PasswordHashing(TestHashing.SETTINGS);
        users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
    }

    @AfterAll
    static void close() {
        Locale.setDefault(BEFORE);
        database.close();
        hashing.close();
    }

    @Override
    public Users users() {
        return users;
    }
}
