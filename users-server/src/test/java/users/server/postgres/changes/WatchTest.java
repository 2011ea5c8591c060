package users.server.postgres.changes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserId;
import users.api.Users;
import users.api.filter.Filter;
import users.server.contract.Watcher;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.Cleaning;
import users.server.postgres.PgUsers;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;
import users.server.postgres.keys.Keys;

/** Servers on one database, and who watches at them. */
@SuppressWarnings("try")
class WatchTest {

    private static final Duration HEARTBEAT = Duration.ofMillis(300);
    private static final int BUFFER = 16 * 1024 * 1024;

    private final TestDatabase postgres = TestDatabase.create();
    private final List<AutoCloseable> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Users users;

    @SuppressWarnings("NullAway.Init")
    private Watches watches;

    @SuppressWarnings("NullAway.Init")
    private Database database;

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

    @Test
    void whatAnotherServerChangesIsToldByItAndNotWaitedFor() {
        var other = otherServer();
        var latencies = new ArrayList<Duration>();
        try (var watcher = watcher()) {
            awaitListening();
            for (int i = 0; i < 6; i++) {
                // Right behind an event, the next look is a second away.
                long start = System.nanoTime();
                other.create(somebody());
                assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
                latencies.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        assertThat(latencies).anyMatch(latency -> latency.toMillis() < 700);
    }

    @Test
    void aDeadListeningConnectionDelaysChangesByTwoSecondsAtMostAndIsMadeAnew() {
        var other = otherServer();
        try (var watcher = watcher()) {
            awaitListening();
            var before = listening();

            postgres.run("select pg_terminate_backend(pid) from pg_stat_activity where pid = " + before);
            long start = System.nanoTime();
            other.create(somebody());

            assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            await(() -> !List.of(before, "no row").contains(listening()));
        }
    }

    @Test
    void connectionsThatAreLostLoseNoChange() {
        try (var watcher = watcher()) {
            for (int i = 0; i < 5; i++) {
                postgres.run("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()""");
                var user = created();
                assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
            }
        }
    }

    @Test
    void whenNobodyWatchesNothingIsRead() {
        assertThat(listening()).isEqualTo("no row");
        try (var first = watcher();
                var second = watcher()) {
            assertThat(watches.count()).isEqualTo(2);
            awaitListening();
        }
        assertThat(watches.count()).isZero();
        await(() -> listening().equals("no row"));
        await(() -> database.activeConnections() == 0);

        try (var again = watcher()) {
            var user = users.create(somebody());
            assertThat(again.next()).isEqualTo(new UserEvent.Created(user, token(again)));
        }
    }

    @Test
    void aLongTransactionElsewhereHoldsNobodyUp() throws Exception {
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var watcher = watcher()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            var first = users.create(somebody());
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(first, token(watcher)));
            statement.execute("""
                    insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                    values (gen_random_uuid(), 'Ann', 'Lee', 'slow', 'slow@x.test', 'slow@x.test', 'GB')""");
            var second = users.create(somebody());
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(second, token(watcher)));
            var between = watcher.token();

            connection.commit();

            assertThat(watcher.next())
                    .isInstanceOfSatisfying(
                            UserEvent.Created.class,
                            event -> assertThat(
                                            event.user().profile().nickname().value())
                                    .isEqualTo("slow"));
            try (var resumed = Watcher.of(users, Filter.ALL, between)) {
                assertThat(resumed.next()).isInstanceOf(UserEvent.Created.class);
                assertThat(resumed.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            }
        }
    }

    @Test
    void aTransactionOfThousandsOfChangesComesWholeAndAWatchGoesOnInItsMiddle() {
        Optional<ResumeToken> start;
        var middle = Optional.<ResumeToken>empty();
        var live = new ArrayList<UserId>();
        try (var watcher = watcher()) {
            start = watcher.token();
            createMany(2600);
            for (int i = 0; i < 2600; i++) {
                live.add(created(watcher.next()));
                middle = i == 1333 ? watcher.token() : middle;
            }
        }
        var again = new ArrayList<UserId>();
        try (var watcher = Watcher.of(users, Filter.ALL, start)) {
            IntStream.range(0, 2600).forEach(i -> again.add(created(watcher.next())));
        }
        var rest = new ArrayList<UserId>();
        try (var watcher = Watcher.of(users, Filter.ALL, middle)) {
            IntStream.range(1334, 2600).forEach(i -> rest.add(created(watcher.next())));
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
        }

        assertThat(live).doesNotHaveDuplicates().isEqualTo(again);
        assertThat(rest).isEqualTo(live.subList(1334, 2600));
    }

    @Test
    void whoIsTooSlowIsCutOffAndGoesOnWithItsLastTokenAndTheOthersDoNotWait() {
        var small = opened(new Watches(database, new WatchSettings(HEARTBEAT, 20_000)));
        var here = users(database, small);
        var created = new ArrayList<UserId>();
        var seen = new ArrayList<UserId>();
        var token = Optional.<ResumeToken>empty();
        try (var quick = Watcher.of(here, Filter.ALL);
                var slow = here.watch(Filter.ALL, Optional.empty())) {
            Iterator<UserEvent> events = slow.iterator();
            token = Optional.of(events.next().resumeToken());
            for (int i = 0; i < 200; i++) {
                created.add(here.create(somebody()).id());
                assertThat(created(quick.next())).isEqualTo(created.getLast());
                if (i < 3) {
                    var event = events.next();
                    seen.add(created(event));
                    token = Optional.of(event.resumeToken());
                }
            }

            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(events.next()).isInstanceOf(UserEvent.Heartbeat.class);
                        }
                    })
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error()).isEqualTo(new UserError.WatchTooSlow()));
        }
        try (var resumed = Watcher.of(here, Filter.ALL, token)) {
            while (seen.size() < created.size()) {
                seen.add(created(resumed.next()));
            }
        }
        assertThat(seen).isEqualTo(created);
    }

    @Test
    void heartbeatsComeInSilenceAndTheirTokensGoOn() {
        try (var watcher = watcher()) {
            var first = watcher.token();
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            assertThat(watcher.token()).isNotEqualTo(first);
            users.create(somebody());
            watcher.next();
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            try (var resumed = Watcher.of(users, Filter.ALL, watcher.token())) {
                assertThat(resumed.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            }
        }
    }

    @Test
    void aWatcherIsToldThatItIsAliveWhileOthersChange() throws InterruptedException {
        try (var watcher = Watcher.of(users, Filter.parse("nickname = \"nobody\""))) {
            var over = new AtomicBoolean();
            var writer = Thread.startVirtualThread(() -> {
                while (!over.get()) {
                    users.create(somebody());
                }
            });
            for (int i = 0; i < 3; i++) {
                assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            }
            over.set(true);
            writer.join();
        }
    }

    @Test
    void whatAPurgeHasErasedIsToldAsThePurgeAlone() {
        Optional<ResumeToken> before;
        try (var watcher = watcher()) {
            before = watcher.token();
        }
        var user = users.create(somebody());
        users.update(change(user.id()).nickname("Lee").update());
        users.delete(deletion(user.id()));
        users.purge(user.id());

        try (var watcher = Watcher.of(users, Filter.ALL, before)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Purged(user.id(), token(watcher)));
        }
    }

    @Test
    void aTokenFromBeforeWhatWasForgottenHasExpired() {
        Optional<ResumeToken> before;
        Optional<ResumeToken> behind;
        try (var watcher = watcher()) {
            before = watcher.token();
            users.create(somebody());
            watcher.next();
            behind = watcher.token();
        }

        forgetEverything();

        assertThat(postgres.ask("select count(*) from users.changes")).isEqualTo("0");
        assertExpired(() -> users.watch(Filter.ALL, before));
        var user = users.create(somebody());
        try (var watcher = Watcher.of(users, Filter.ALL, behind)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    void whatIsForgottenWhileAWatcherIsBehindIsNotSkipped() {
        Optional<ResumeToken> before;
        try (var watcher = watcher()) {
            before = watcher.token();
        }
        createMany(900);
        try (var stream = users.watch(Filter.ALL, before)) {
            var events = stream.iterator();
            events.next();
            assertThat(events.next()).isInstanceOf(UserEvent.Created.class);

            forgetEverything();
            users.create(somebody());

            var seen = new ArrayList<UserEvent>();
            assertExpired(() -> {
                while (true) {
                    seen.add(events.next());
                }
            });
            assertThat(seen).hasSizeLessThan(899);
        }
    }

    @Test
    void whatARunningTransactionMayBeOlderThanIsNotForgotten() throws Exception {
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var watcher = watcher()) {
            users.create(somebody());
            watcher.next();
            connection.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            users.create(somebody());
            watcher.next();

            forgetEverything();

            assertThat(postgres.ask("select count(*) from users.changes")).isEqualTo("1");
            watcher().close();
            var user = users.create(somebody());
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    void aTokenOfADatabaseThatWasAheadHasExpired() {
        try (var watcher = watcher()) {
            var place = new ResumeTokens(new Keys(database.client(), "resume-tokens"))
                    .encode(Place.at(Snapshot.parse("9000000:9000000:")), Filter.ALL);

            assertExpired(() -> users.watch(Filter.ALL, Optional.of(place)));
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
        }
    }

    @Test
    void aServerThatStopsEndsItsWatchesAndTheyGoOnAtAnother() {
        var other = otherServer();
        Optional<ResumeToken> token;
        try (var watcher = watcher()) {
            token = watcher.token();
            watches.close();

            assertThatThrownBy(watcher::next)
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error()).isInstanceOf(UserError.ServerStopping.class));
        }
        assertThatThrownBy(() -> users.watch(Filter.ALL, Optional.empty())).isInstanceOf(UserException.class);
        var user = users.create(somebody());
        try (var watcher = Watcher.of(other, Filter.ALL, token)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    void aRowThatNoUserCanBeEndsTheWatchesAndNotTheNextOnes() {
        var user = users.create(somebody());
        try (var watcher = watcher()) {
            postgres.run("update users.users set email = 'nobody'");

            assertThatThrownBy(watcher::next).isInstanceOf(IllegalArgumentException.class);
        }
        try (var watcher = watcher()) {
            postgres.run("update users.users set email = 'ann@x.test'");
            // It was still wrong before.
            assertThatThrownBy(watcher::next).isInstanceOf(IllegalArgumentException.class);
        }
        try (var watcher = watcher()) {
            users.update(change(user.id()).nickname("Lee").update());
            assertThat(watcher.next()).isInstanceOf(UserEvent.Updated.class);
        }
    }

    private User created() {
        while (true) {
            try {
                return users.create(somebody());
            } catch (UserException connectionLost) {
                assertThat(connectionLost.error()).isInstanceOf(UserError.DatabaseUnavailable.class);
            }
        }
    }

    private void createMany(int count) {
        postgres.run("""
                insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                select gen_random_uuid(), 'Ann', 'Lee', 'ann', i || '@many.test', i || '@many.test', 'GB'
                from generate_series(1, %d) as i""".formatted(count));
    }

    private void forgetEverything() {
        postgres.run("update users.changes set time = now() - interval '91 days'");
        new Cleaning(database, TestDatabase.RETENTION).run();
    }

    private void awaitListening() {
        await(() -> !listening().equals("no row"));
    }

    private String listening() {
        return postgres.ask("""
                select pid from pg_stat_activity
                where datname = current_database() and application_name = 'users-server listening'
                  and query = 'listen users_changes'""");
    }

    private Users otherServer() {
        var other = opened(new Database(postgres.settings()));
        return users(other, opened(TestDatabase.watches(other)));
    }

    private Users users(Database database, Watches watches) {
        var hashing = opened(new PasswordHashing(TestHashing.SETTINGS));
        return new PgUsers(database, hashing, TestDatabase.RETENTION, watches);
    }

    private Watcher watcher() {
        return Watcher.of(users, Filter.ALL);
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static UserId created(UserEvent event) {
        assertThat(event).isInstanceOf(UserEvent.Created.class);
        return event instanceof UserEvent.Created(var user, var any)
                ? user.id()
                : new UserId(java.util.UUID.randomUUID());
    }

    private static void assertExpired(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isEqualTo(new UserError.WatchExpired()));
    }

    private static ResumeToken token(Watcher watcher) {
        return watcher.token().orElseThrow();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }
}
