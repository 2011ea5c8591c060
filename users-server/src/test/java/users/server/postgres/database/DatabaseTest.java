package users.server.postgres.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.somebody;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.UserError;
import users.api.UserException;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.Users;
import users.api.filter.Filter;
import users.server.files.NamedFile;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.PgUsers;
import users.server.postgres.TestDatabase;

class DatabaseTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static Database database;
    private static PasswordHashing hashing;
    private static Users users;

    @BeforeAll
    static void open() {
        var settings = POSTGRES.settings();
        database = new Database(new DatabaseSettings(
                settings.host(),
                settings.port(),
                settings.name(),
                settings.username(),
                settings.password(),
                settings.ssl(),
                2,
                Duration.ofMillis(500),
                Duration.ofMillis(1500),
                settings.exports()));
        hashing = new PasswordHashing(TestHashing.SETTINGS);
        users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
    }

    @AfterAll
    static void close() {
        database.close();
        hashing.close();
    }

    @Test
    void aStatementThatTakesTooLongIsEnded() throws SQLException {
        var user = users.create(somebody());

        try (var other = POSTGRES.connect();
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("select from users.users where id = '%s' for update".formatted(user.id()));

            assertFails(
                    () -> users.update(change(user.id()).nickname("late").update()), new UserError.StatementTimeout());
            assertThat(users.get(user.id())).isEqualTo(user);
        }
    }

    @Test
    void whenEveryConnectionIsBusyACallIsToldToComeBack() throws Exception {
        var user = users.create(somebody());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = POSTGRES.connect();
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("select from users.users where id = '%s' for update".formatted(user.id()));
            var busy = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 2; i++) {
                busy.add(threads.submit(
                        () -> users.update(change(user.id()).nickname("late").update())));
            }
            while (database.activeConnections() < 2) {
                Thread.onSpinWait();
            }

            assertFails(() -> users.get(user.id()), new UserError.DatabaseUnavailable(Duration.ofSeconds(1)));

            other.rollback();
            for (var call : busy) {
                call.get(10, SECONDS);
            }
        }
        assertThat(users.get(user.id()).profile().nickname().value()).isEqualTo("late");
    }

    @Test
    void slowListsLeaveConnectionsToOtherCalls() throws Exception {
        var user = users.create(somebody());
        var withDeleted = new UserQuery(Filter.ALL, UserOrder.DEFAULT, true, 10, Optional.empty());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = POSTGRES.connect();
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table users.deleted_users");
            var slow =
                    threads.submit(() -> assertFails(() -> users.list(withDeleted), new UserError.StatementTimeout()));
            awaitBlocked(POSTGRES);

            assertFails(() -> users.list(withDeleted), new UserError.ListsBusy(Duration.ofSeconds(1)));
            assertThat(users.get(user.id())).isEqualTo(user);
            slow.get(10, SECONDS);
        }
        assertThat(users.list(withDeleted).users()).contains(user);
    }

    @Test
    void failedStatementsGiveTheirConnectionsBack() {
        var other = users.create(somebody());
        var user = users.create(somebody());

        for (int i = 0; i < 10; i++) {
            assertFails(
                    () -> users.update(change(user.id())
                            .email(other.profile().email().value())
                            .update()),
                    new UserError.EmailTaken(other.profile().email(), other.id()));
        }

        assertThat(database.activeConnections()).isZero();
        assertThat(database.idleConnections()).isBetween(1, 2);
        assertThat(database.waitingCalls()).isZero();
        assertThat(database.maximumConnections()).isEqualTo(2);
    }

    @Test
    void aTransactionThatLostAgainstAnotherIsTriedAgain() throws Exception {
        var strict = TestDatabase.create();
        strict.run("alter database %s set default_transaction_isolation = 'repeatable read'"
                .formatted(strict.settings().name()));
        try (var strictDatabase = new Database(strict.settings());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = strict.connect();
                var statement = other.createStatement()) {
            var strictUsers =
                    new PgUsers(strictDatabase, hashing, TestDatabase.RETENTION, TestDatabase.watches(strictDatabase));
            var user = strictUsers.create(somebody());
            other.setAutoCommit(false);
            statement.execute("update users.users set nickname = 'first'");

            var update = threads.submit(() ->
                    strictUsers.update(change(user.id()).firstName("Second").update()));
            awaitBlocked(strict);
            other.commit();

            assertThat(update.get(10, SECONDS).etag().version()).isEqualTo(3);
            assertThat(strictUsers.get(user.id()).profile().nickname().value()).isEqualTo("first");
        }
    }

    @Test
    void whatNobodyForesawPassesThrough() {
        var empty = new Database(TestDatabase.createEmpty().settings());
        try (empty) {
            var lost = new PgUsers(empty, hashing, TestDatabase.RETENTION, TestDatabase.watches(empty));
            assertThatThrownBy(() -> lost.get(somebody().profile().email()))
                    .isNotInstanceOf(UserException.class)
                    .hasRootCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void noOneReadsThePasswordOfTheDatabase() {
        var settings = new DatabaseSettings(
                "db.test",
                5433,
                "users",
                "server",
                "secret-pw",
                new DatabaseSettings.Ssl(
                        "verify-full",
                        Optional.of(file("root.crt")),
                        Optional.of(file("client.crt")),
                        Optional.of(file("client.pk8"))),
                10,
                Duration.ofMillis(1500),
                Duration.ofSeconds(5),
                new ExportSettings(1, Duration.ofMinutes(1), Duration.ofHours(1)));

        assertThat(settings).hasToString("server@db.test:5433/users");
        var connections = settings.forCalls();
        assertThat(connections.getURL()).contains("db.test:5433/users").doesNotContain("secret-pw");
        assertThat(connections.getPassword()).isEqualTo("secret-pw");
        assertThat(connections.getSslMode()).isEqualTo("verify-full");
        assertThat(connections.getSslRootCert()).isEqualTo("root.crt");
        assertThat(connections.getSslCert()).isEqualTo("client.crt");
        assertThat(connections.getSslKey()).isEqualTo("client.pk8");
        assertThat(connections.getOptions()).isEqualTo("-c row_security=off -c statement_timeout=5000");
        assertThat(settings.forMigrations().getOptions()).doesNotContain("timeout");
    }

    @Test
    void anAddressOfIpv6NeedsBracketsOnlyBesideAPort() {
        assertThat(POSTGRES.settings().at("::1", 5432, "users", "server")).hasToString("server@[::1]:5432/users");
        assertThat(POSTGRES.settings().at("[fd00::7]:5433,fd00::8", 5432, "users", "server"))
                .hasToString("server@[fd00::7]:5433,[fd00::8]:5432/users");
    }

    @Test
    void oneOfSeveralServersIsTakenByWhatItCanDo() {
        var settings = POSTGRES.settings().at("pg-1:5433,[::1]", 5432, "users", "server");

        assertThat(settings).hasToString("server@pg-1:5433,[::1]:5432/users");
        assertThat(settings.forCalls().getURL())
                .startsWith("jdbc:postgresql://pg-1:5433,[::1]:5432/users?")
                .contains("targetServerType=preferPrimary");
        assertThat(settings.forWriting().getURL()).contains("targetServerType=primary");
    }

    private static NamedFile file(String name) {
        return new NamedFile("DB_SSL", Path.of(name));
    }

    private static void awaitBlocked(TestDatabase postgres) {
        var blocked = """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """;
        while (postgres.ask(blocked).equals("0")) {
            Thread.onSpinWait();
        }
    }
}
