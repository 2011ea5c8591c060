package users.server.postgres.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.somebody;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.User;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.Users;
import users.api.filter.Filter;
import users.server.contract.Watcher;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.PgUsers;
import users.server.postgres.TestDatabase;

class PostgresAwayTest {

    private static final UserError UNAVAILABLE = new UserError.DatabaseUnavailable(Duration.ofSeconds(1));

    private static Path folder;
    private static EmbeddedPostgres postgres;
    private static DatabaseSettings settings;
    private static Database database;
    private static PasswordHashing hashing;
    private static Users users;

    @BeforeAll
    static void open() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgresql");
        postgres = start(0);
        var usual = TestDatabase.settings(postgres.getPort(), "postgres");
        settings = new DatabaseSettings(
                usual.host(),
                usual.port(),
                usual.name(),
                usual.username(),
                usual.password(),
                usual.ssl(),
                usual.poolSize(),
                usual.connectionTimeout(),
                Duration.ofMillis(500),
                usual.exports());
        Schema.migrate(settings);
        database = new Database(settings);
        hashing = new PasswordHashing(TestHashing.SETTINGS);
        users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
    }

    @AfterAll
    static void close() throws IOException {
        database.close();
        hashing.close();
        postgres.close();
    }

    @Test
    void callsFailSoonWhileItIsAwayAndSucceedWhenItIsBack() throws Exception {
        var user = users.create(somebody());
        assertThatCode(database::check).doesNotThrowAnyException();

        stopAtOnce();

        for (int i = 0; i < 3; i++) {
            assertUnavailableWithin(Duration.ofSeconds(2), () -> users.get(user.id()));
            assertUnavailableWithin(Duration.ofSeconds(2), () -> users.create(somebody()));
        }
        long timeouts = database.timeouts();
        assertThat(timeouts).isPositive();
        assertThatThrownBy(database::check).isInstanceOf(java.sql.SQLException.class);
        assertThat(database.timeouts()).isEqualTo(timeouts);
        assertUnavailableWithin(Duration.ofSeconds(2), () -> Schema.migrate(settings));

        postgres = start(postgres.getPort());

        assertThat(whenReachable(() -> users.get(user.id()))).isEqualTo(user);
        assertThatCode(database::check).doesNotThrowAnyException();
        assertThat(users.create(somebody()).id()).isNotEqualTo(user.id());
    }

    @Test
    void whoWatchesGoesOnWhenItIsBackAndHasMissedNothing() throws Exception {
        try (var watches = TestDatabase.watches(database)) {
            var here = new PgUsers(database, hashing, TestDatabase.RETENTION, watches);
            try (var watcher = Watcher.of(here, Filter.ALL)) {
                stopAtOnce();
                assertUnavailableWithin(Duration.ofSeconds(4), () -> here.watch(Filter.ALL, Optional.empty()));

                postgres = start(postgres.getPort());

                var user = whenReachable(() -> here.create(somebody()));
                assertThat(watcher.next())
                        .isEqualTo(new UserEvent.Created(user, watcher.token().orElseThrow()));
            }
        }
    }

    @Test
    void aServerThatHangsIsAsGoodAsAway() throws Exception {
        var user = users.create(somebody());

        signal("STOP");
        try {
            assertUnavailableWithin(Duration.ofSeconds(4), () -> users.get(user.id()));
        } finally {
            signal("CONT");
        }

        assertThat(whenReachable(() -> users.get(user.id()))).isEqualTo(user);
    }

    /** The pool asks at growing intervals, of 5 seconds at most. */
    private static User whenReachable(Supplier<User> call) {
        var limit = Instant.now().plusSeconds(10);
        while (true) {
            try {
                return call.get();
            } catch (UserException e) {
                assertThat(e.error()).isEqualTo(UNAVAILABLE);
                assertThat(Instant.now()).isBefore(limit);
            }
        }
    }

    private static EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                // Off by default, and what was committed last is lost with the process.
                .setServerConfig("synchronous_commit", "on")
                .setPort(port)
                .start();
    }

    /** PostgreSQL's immediate shutdown: connections are cut, the next start recovers. */
    private static void stopAtOnce() throws Exception {
        var process = postmaster();
        new ProcessBuilder("sh", "-c", "kill -QUIT " + process.pid()).start().waitFor();
        process.onExit().get(20, TimeUnit.SECONDS);
        postgres.close();
    }

    private static void signal(String name) throws Exception {
        var processes = Stream.concat(Stream.of(postmaster()), postmaster().descendants())
                .map(process -> Long.toString(process.pid()))
                .toList();
        new ProcessBuilder("sh", "-c", "kill -%s %s".formatted(name, String.join(" ", processes)))
                .start()
                .waitFor();
    }

    private static ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void assertUnavailableWithin(Duration limit, ThrowingCallable call) {
        var start = Instant.now();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isEqualTo(UNAVAILABLE));
        assertThat(Duration.between(start, Instant.now())).isLessThan(limit);
    }
}
