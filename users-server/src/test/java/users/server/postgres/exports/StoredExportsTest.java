package users.server.postgres.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.hashedRow;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.row;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.ExportedUser;
import users.api.ImportOptions.Conflict;
import users.api.Profile;
import users.api.UserError;
import users.api.UserStatus;
import users.api.Users;
import users.api.filter.Filter;
import users.api.password.PasswordHash;
import users.server.Await;
import users.server.contract.People;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.PgUsers;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;
import users.server.postgres.database.DatabaseSettings;
import users.server.postgres.database.ExportSettings;

/** What exports take of the database, and for how long. */
class StoredExportsTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static final String HASH = "$2b$04$daJditeQkTHWNhHD1hzN8u33/OHXY.G2JQ8eQnpzNWCq9o8vdt2eW";
    private static Database database;
    private static PasswordHashing hashing;
    private static Users users;

    @BeforeAll
    static void open() {
        hashing = new PasswordHashing(TestHashing.SETTINGS);
        database = new Database(limited(new ExportSettings(2, Duration.ofMinutes(1), Duration.ofMinutes(1))));
        users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
        users.importUsers(
                options(Conflict.REJECT),
                IntStream.range(0, 998).mapToObj(i -> row(somebody().profile())).toList());
        users.importUsers(
                options(Conflict.REJECT),
                List.of(hashedRow(labelled(Map.of("hashes", "yes")), HASH), row(labelled(Map.of("hashes", "none")))));
    }

    @AfterAll
    static void close() {
        database.close();
        hashing.close();
    }

    @Test
    void anExportTakesNoConnectionOfThePool() {
        try (var export = users.export(Filter.ALL)) {
            var rest = export.iterator();
            rest.next();

            // Other servers may still be told of who is there.
            Await.until(() -> database.activeConnections() == 0);
            assertThat(rest).hasNext();
        }
        awaitNoExport();
    }

    @Test
    void hashesComeWithTheUsersWhoHaveAPasswordAndOnlyWhenTheyAreAskedFor() {
        var filter = Filter.parse("labels : hashes");

        assertThat(exported(filter, true))
                .isEqualTo(Map.of("yes", Optional.of(PasswordHash.stored(HASH)), "none", Optional.empty()));
        assertThat(exported(filter, false)).isEqualTo(Map.of("yes", Optional.empty(), "none", Optional.empty()));
    }

    private static Profile labelled(Map<String, String> labels) {
        return People.labelled(labels, UserStatus.ENABLED);
    }

    private static Map<String, Optional<PasswordHash>> exported(Filter filter, boolean hashes) {
        try (var export = users.export(filter, hashes)) {
            return export.collect(Collectors.toMap(
                    exported ->
                            exported.user().profile().labels().value("hashes").orElseThrow(),
                    ExportedUser::passwordHash));
        }
    }

    @Test
    void exportsBeyondTheLimitAreRefusedUntilOneEnds() {
        try (var first = users.export(Filter.ALL);
                var second = users.export(Filter.ALL)) {
            first.iterator().next();
            second.iterator().next();
            assertFails(() -> users.export(Filter.ALL), new UserError.ExportsBusy(Duration.ofSeconds(10)));
        }
        try (var third = users.export(Filter.ALL)) {
            assertThat(third.count()).isEqualTo(1000);
        }
        awaitNoExport();
    }

    @Test
    void anExportThatIsReadToItsEndNeedsNoClosing() {
        for (int i = 0; i < 5; i++) {
            assertThat(users.export(Filter.ALL).toList()).hasSize(1000);
        }
        awaitNoExport();
    }

    @Test
    void whoClosesAnExportEndsItsStatementAtOnce() throws Exception {
        try (var blocker = POSTGRES.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table users.users");
            var export = users.export(Filter.ALL);
            var reader = threads.submit(() -> export.iterator().hasNext());
            while (!POSTGRES.sessionsAtWork().equals("1")) {
                LockSupport.parkNanos(5_000_000);
            }

            export.close();

            assertThat(awaitNoExport()).isLessThan(Duration.ofSeconds(1));
            assertThat(reader).failsWithin(1, TimeUnit.SECONDS);
            blocker.rollback();
        }
    }

    @Test
    void aSnapshotThatNobodyReadsIsLetGo() {
        assertLetGo(new ExportSettings(1, Duration.ofMillis(200), Duration.ofMinutes(1)), 0);
    }

    @Test
    void aSnapshotThatIsReadForTooLongIsLetGo() {
        assertLetGo(new ExportSettings(1, Duration.ofMinutes(1), Duration.ofMillis(200)), 1);
    }

    @Test
    void aFilterThatTheDatabaseRefusesLeavesNothingBehind() {
        try (var away = new Database(limited(new ExportSettings(1, Duration.ofMinutes(1), Duration.ofMinutes(1)), 1))) {
            var absent = new PgUsers(away, hashing, TestDatabase.RETENTION, TestDatabase.watches(away));
            for (int i = 0; i < 3; i++) {
                assertFails(() -> absent.export(Filter.ALL), new UserError.DatabaseUnavailable(Duration.ofSeconds(1)));
            }
        }
    }

    private static void assertLetGo(ExportSettings limits, int millisecondsBetweenReads) {
        try (var impatient = new Database(limited(limits))) {
            var exported = new PgUsers(impatient, hashing, TestDatabase.RETENTION, TestDatabase.watches(impatient))
                    .export(Filter.ALL)
                    .iterator();
            exported.next();
            if (millisecondsBetweenReads == 0) {
                awaitNoExport();
            }

            assertFails(
                    () -> {
                        while (exported.hasNext()) {
                            exported.next();
                            LockSupport.parkNanos(
                                    Duration.ofMillis(millisecondsBetweenReads).toNanos());
                        }
                    },
                    new UserError.ExportTooSlow());
            awaitNoExport();
        }
    }

    /** How long it took. */
    private static Duration awaitNoExport() {
        long start = System.nanoTime();
        while (!POSTGRES.sessionsAtWork().equals("0")) {
            if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
                throw new AssertionError("An export is still there");
            }
            LockSupport.parkNanos(5_000_000);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static DatabaseSettings limited(ExportSettings exports) {
        return limited(exports, POSTGRES.settings().port());
    }

    private static DatabaseSettings limited(ExportSettings exports, int port) {
        var settings = POSTGRES.settings();
        return new DatabaseSettings(
                settings.host(),
                port,
                settings.name(),
                settings.username(),
                settings.password(),
                settings.ssl(),
                2,
                settings.connectionTimeout(),
                settings.statementTimeout(),
                exports);
    }
}
