package users.server.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import users.api.Password;
import users.api.UserError;
import users.server.Await;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.database.Database;

class BusyHashingTest {

    @Test
    void whileNoMorePasswordsAreTakenEverythingElseGoesOn() throws Exception {
        var settings = TestDatabase.create().settings();
        try (var database = new Database(settings);
                var atOnce = new PasswordHashing(TestHashing.SETTINGS);
                var hashing = new PasswordHashing(TestHashing.SLOW);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var user = new PgUsers(database, atOnce, TestDatabase.RETENTION, TestDatabase.watches(database))
                    .create(somebody());
            var users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
            var check = callers.submit(() -> hashing.verify(new Password("another-pw"), TestHashing.LASTING));
            var creation = callers.submit(() -> users.create(somebody()));
            while (hashing.waiting() == 0) {
                Thread.onSpinWait();
            }

            assertFails(() -> users.create(somebody()), new UserError.HashingBusy(Duration.ofSeconds(1)));
            assertThat(users.get(user.id())).isEqualTo(user);
            assertThat(users.update(change(user.id()).nickname("busy").update()).etag())
                    .isNotEqualTo(user.etag());
            assertFails(
                    () -> users.create(somebody(user.profile().email().value())),
                    new UserError.EmailTaken(user.profile().email(), user.id()));
            // Other servers are still being told of the change.
            Await.until(() -> database.activeConnections() == 0);
            assertThat(check).isNotDone();
            assertThat(creation.get(60, SECONDS)).isNotEqualTo(user);
        }
    }
}
