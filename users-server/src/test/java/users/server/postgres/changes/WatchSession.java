package users.server.postgres.changes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import users.api.ResumeToken;
import users.api.Users;
import users.api.filter.Filter;
import users.server.contract.Watcher;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.PgUsers;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;

/** Servers on one database, and who watches at them. */
abstract class WatchSession {

    static final Duration HEARTBEAT = Duration.ofMillis(300);
    private static final int BUFFER = 16 * 1024 * 1024;

    final TestDatabase postgres = TestDatabase.create();
    private final List<AutoCloseable> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    Users users;

    @SuppressWarnings("NullAway.Init")
    Watches watches;

    @SuppressWarnings("NullAway.Init")
    Database database;

    @BeforeEach
    void start() {
        database = opened(new Database(postgres.settings()));
        watches = opened(new Watches(database, new WatchSettings(HEARTBEAT, BUFFER)));
        users = users(database, watches);
    }

    @AfterEach
    void stop() throws Exception {
        for (var closeable : open.reversed()) {
            closeable.close();
        }
    }

    /** Of the server of the test. */
    Watcher watcher() {
        return Watcher.of(users, Filter.ALL);
    }

    /** What a second server on the same database offers. */
    Users otherServer() {
        var other = opened(new Database(postgres.settings()));
        return users(other, opened(TestDatabase.watches(other)));
    }

    Users users(Database database, Watches watches) {
        var hashing = opened(new PasswordHashing(TestHashing.SETTINGS));
        return new PgUsers(database, hashing, TestDatabase.RETENTION, watches);
    }

    /** Closed behind the test. */
    <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /** Users in one transaction. */
    void createMany(int count) {
        postgres.run("""
                insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                select gen_random_uuid(), 'Ann', 'Lee', 'ann', i || '@many.test', i || '@many.test', 'GB'
                from generate_series(1, %d) as i""".formatted(count));
    }

    static ResumeToken token(Watcher watcher) {
        return watcher.token().orElseThrow();
    }
}
