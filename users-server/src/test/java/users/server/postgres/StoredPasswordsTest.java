package users.server.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;

import io.grpc.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.Password;
import users.api.RequestId;
import users.api.User;
import users.api.UserError;
import users.api.WriteOptions;
import users.server.Await;
import users.server.contract.Outcomes;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;

/** What the tables hold of passwords. */
class StoredPasswordsTest extends StorageTest {

    private static final String RIGHT = "Gr\u00FCn-Zaun-9";
    /** Of that, by Python's bcrypt. */
    private static final String BCRYPT = "$2b$04$daJditeQkTHWNhHD1hzN8u33/OHXY.G2JQ8eQnpzNWCq9o8vdt2eW";

    @Test
    void aForeignHashThatVerifiedIsReplacedAtOnceAndNobodyNotices() {
        var user = withHash(BCRYPT);

        assertThat(verify(user, RIGHT)).isEqualTo(user);

        assertThat(hash(user)).startsWith("$argon2id$");
        assertThat(verify(user, RIGHT)).isEqualTo(user);
        assertThat(users.get(user.id())).isEqualTo(user);
    }

    @Test
    void aHashThatDidNotVerifyStays() {
        var user = withHash(BCRYPT);

        assertFails(() -> verify(user, "a-wrong-pw"), new UserError.InvalidCredentials());

        assertThat(hash(user)).isEqualTo(BCRYPT);
    }

    @Test
    void whoIsUnknownTakesTheTimeOfAHash() {
        try (var slow = new PasswordHashing(TestHashing.SLOW)) {
            var checks = new PgUsers(database, slow, TestDatabase.RETENTION, TestDatabase.watches(database));
            var known = checks.create(somebody()).id();

            var wrong = fastestOfThree(() -> checks.verifyPassword(known, new Password("a-wrong-pw")));
            var unknown = fastestOfThree(() -> checks.verifyPassword(nobody(), new Password("a-wrong-pw")));

            // The query that both begin with takes a hundredth of that.
            assertThat(unknown).isGreaterThan(wrong / 2);
            assertThat(wrong).isGreaterThan(unknown / 2);
        }
    }

    @Test
    void aGuessCountsThoughNobodyWaitsForTheAnswer() throws Exception {
        try (var slow = new PasswordHashing(TestHashing.SLOW);
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var blocker = postgres.connect()) {
            var checks = new PgUsers(database, slow, TestDatabase.RETENTION, TestDatabase.watches(database));
            // By other threads: these have done nothing yet, so that whoever comes first is at work at once.
            var id = users.create(somebody()).id();
            postgres.run("delete from users.throttles");
            var call = Context.current().withCancellation();
            var before = threads.submit(() -> slow.verify(new Password("another-pw"), TestHashing.LASTING));
            var guess = threads.submit(call.wrap(() -> assertFails(
                    () -> checks.verifyPassword(id, new Password("a-wrong-pw")), new UserError.InvalidCredentials())));
            Await.until(() -> slow.waiting() == 1);

            call.cancel(new CancellationException("gone"));
            // The count waits there, so that what ends the statements of a call would meet it.
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table users.throttles in exclusive mode");
            Await.until(() -> guess.isDone() || sessionsAtALock().equals("1"));
            blocker.rollback();
            guess.get(60, SECONDS);
            before.get(60, SECONDS);

            assertThat(postgres.ask("select failures || ' ' || checks from users.throttles"))
                    .isEqualTo("1 0");
        }
    }

    private static String sessionsAtALock() {
        return postgres.ask(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    }

    private static long fastestOfThree(ThrowingCallable check) {
        return IntStream.range(0, 3)
                .mapToLong(i -> {
                    long start = System.nanoTime();
                    assertFails(check, new UserError.InvalidCredentials());
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void aPasswordIsChangedWhileItsHashIsRenewed() throws Exception {
        var user = withHash(BCRYPT);

        var outcomes = Outcomes.of(List.of(
                () -> verify(user, RIGHT),
                () -> verify(user, RIGHT),
                () -> users.changePassword(user.id(), new Password(RIGHT), new Password("another-pw"))));

        assertThat(verify(user, "another-pw").id()).isEqualTo(user.id());
        assertThat(outcomes.errors()).isSubsetOf(new UserError.InvalidCredentials());
    }

    @Test
    void whoHasNoPasswordOrOneThatNobodyCanCheckIsRefusedLikeAnyOther() {
        var none = users.create(somebody());
        postgres.run("delete from users.passwords where user_id = '%s'".formatted(none.id()));

        assertFails(() -> verify(none, "a-test-pw"), new UserError.InvalidCredentials());
        assertFails(() -> verify(withHash("nonsense"), "a-test-pw"), new UserError.InvalidCredentials());

        users.setPassword(none.id(), new Password("a-test-pw"));
        assertThat(verify(none, "a-test-pw").id()).isEqualTo(none.id());
    }

    @Test
    void failuresAreKeptByAKeyThatTellsNothing() {
        postgres.run("delete from users.throttles");
        var email = new Email("guessed@throttles.test");
        assertFails(() -> users.verifyPassword(email, new Password("a-wrong-pw")), new UserError.InvalidCredentials());
        assertFails(
                () -> users.verifyPassword(nobody(), new Password("a-wrong-pw")), new UserError.InvalidCredentials());

        assertThat(postgres.ask("select count(*) from users.throttles where failures = 1 and checks = 0"))
                .isEqualTo("2");
        assertThat(postgres.ask("select string_agg(t::text, ' ') from users.throttles as t"))
                .doesNotContain("guessed", "throttles.test");
    }

    @Test
    void whoWasRightLeavesNothing() {
        var user = users.create(somebody());
        postgres.run("delete from users.throttles");
        assertFails(() -> verify(user, "a-wrong-pw"), new UserError.InvalidCredentials());

        verify(user, "a-test-pw");

        assertThat(postgres.ask("select count(*) from users.throttles")).isEqualTo("0");
    }

    @Test
    void checksOfAServerThatDiedHoldNobodyUpForLong() {
        var user = users.create(somebody());
        assertFails(() -> verify(user, "a-wrong-pw"), new UserError.InvalidCredentials());
        postgres.run("update users.throttles set checks = 50, checks_until = now() - interval '1 second'");

        assertThat(verify(user, "a-test-pw")).isEqualTo(user);
    }

    @Test
    void aRequestIsKeptWithoutAnythingThatTellsWhoAUserIs() {
        var once = new WriteOptions(Optional.of(RequestId.parse("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e")), false);
        var user = users.create(somebody("private@requests.test"), once);

        assertThat(postgres.ask("select r::text from users.requests as r where user_id = '%s'".formatted(user.id())))
                .contains("CreateUser", hash(user))
                .doesNotContain("private", "requests.test", "Ann", "a-test-pw");
    }

    private static User withHash(String hash) {
        var user = users.create(somebody());
        postgres.run("update users.passwords set hash = '%s' where user_id = '%s'".formatted(hash, user.id()));
        return user;
    }

    private static User verify(User user, String password) {
        return users.verifyPassword(user.id(), new Password(password));
    }

    private static String hash(User user) {
        return postgres.ask("select hash from users.passwords where user_id = '%s'".formatted(user.id()));
    }
}
