package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;
import users.server.takeover.GoService;

/** {@code users-server migrate}. */
class MigrationStepTest {

    private static final String HISTORY =
            "select string_agg(version, ' ' order by installed_rank) from users.flyway_schema_history";

    /** The fourth has to wait for the lock of whoever has the table. */
    private static final String BEFORE_THE_FOURTH = """
            delete from users.flyway_schema_history where version = '4';
            drop publication users_events;
            drop table users.event_heartbeats, users.event_signals;
            drop function users.ask_for_image()
            """;

    private static final String WAITING = "select count(*) from pg_locks where not granted";

    @Test
    void itAppliesWhatIsMissingSaysWhatThatWasAndEndsWithExitCodeZero() {
        var database = TestDatabase.createEmpty();
        var environment = TestServer.environment(database);
        // It opens no port.
        environment.putAll(Map.of("GRPC_PORT", "none", "TLS_CERT_FILE", "/nowhere"));

        assertThat(outcome(environment)).endsWith("the schema was migrated from nothing to version 4");
        assertThat(outcome(environment)).endsWith("the schema is at version 4: nothing was missing");
        assertThat(database.ask(HISTORY)).isEqualTo("1 2 3 4");
    }

    @Test
    void whatIsRefusedIsOneSentenceAndExitCodeOne() {
        var service = GoService.create().fill(1);
        service.database().run("update users.users set country = 'GBR'");
        var before = service.dump();
        try (var step = ServerProcess.startWithArguments(TestServer.environment(service.database()), "migrate")) {
            assertThat(step.exitCode()).isOne();
            assertThat(step.output())
                    .filteredOn(line -> line.startsWith("users-server: "))
                    .singleElement()
                    .asString()
                    .contains("of the Go service cannot be brought over; nothing was changed");
        }
        assertThat(service.dump()).isEqualTo(before);
    }

    @Test
    void aSignalLeavesNothingHalfDone() throws Exception {
        var database = TestDatabase.create();
        database.run(BEFORE_THE_FOURTH);
        try (var holder = database.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table users.users in share mode");
            try (var step = ServerProcess.startWithArguments(TestServer.environment(database), "migrate")) {
                Await.until(() -> !database.ask(WAITING).equals("0"));
                step.terminate();

                assertThat(step.exitCode()).isEqualTo(143);
            }
            holder.rollback();
        }
        Await.until(() -> database.sessionsAtWork().equals("0"));
        assertThat(database.ask(HISTORY)).isEqualTo("1 2 3");
        assertThat(database.ask("select to_regclass('users.event_signals')")).isEqualTo("null");

        step(TestServer.environment(database)).run();

        assertThat(database.ask(HISTORY)).isEqualTo("1 2 3 4");
    }

    /** Who waits for a table holds up all who come after, so that it does not wait for long. */
    @Test
    void aTableThatSomebodyElseHasIsNotWaitedForInAQueue() throws Exception {
        var database = TestDatabase.create();
        database.run(BEFORE_THE_FOURTH);
        var environment = TestServer.environment(database);
        try (var holder = database.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table users.users in share mode");

            assertThatThrownBy(() -> step(environment, "users.database.migration.patience", "PT0.1S")
                            .run())
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith(
                            "the schema could not be migrated within PT0.1S: somebody else uses the table")
                    .hasMessageContaining("55P03");
            assertThat(database.ask(WAITING)).isEqualTo("0");
            holder.rollback();
        }
        step(environment).run();
        assertThat(database.ask(HISTORY)).isEqualTo("1 2 3 4");
    }

    @Test
    void aDatabaseThatIsNotThereYetIsWaitedFor() {
        var other = TestDatabase.createEmpty();
        var environment = TestServer.environment(other);
        environment.put("DB_NAME", "comes_later");
        try (var log = LogLines.of(MigrationStep.class.getName())) {
            var step = CompletableFuture.runAsync(() -> step(environment).run());
            Await.until(() ->
                    log.texts().contains("not migrated yet: there is no such database, see DB_NAME (SQLSTATE 3D000)"));

            other.run("create database comes_later");

            step.join();
        }
    }

    @Test
    void whatTakesLongIsTold() throws Exception {
        var database = TestDatabase.create();
        try (var other = database.connect();
                var statement = other.createStatement();
                var log = LogLines.of(Migration.class.getName())) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('users: what the server is granted', 0))");
            var step = CompletableFuture.runAsync(
                    () -> step(TestServer.environmentOfTwoRoles(database)).run());

            Await.until(() -> log.texts()
                    .contains("still migrating, or waiting for somebody else who migrates the same database"));

            other.rollback();
            step.join();
        }
    }

    @Test
    void aRoleThatFlywayCannotNameIsRefused() {
        var environment = TestServer.environment(TestDatabase.createEmpty());
        environment.put("MIGRATION_DB_USERNAME", "o'neil");

        assertThatThrownBy(() -> step(environment).run())
                .isInstanceOf(StartException.class)
                .hasMessage("a role whose name has an apostrophe cannot migrate: name another one as"
                        + " MIGRATION_DB_USERNAME");
    }

    @Test
    void whatIsNoSettingOfTheDatabaseIsRefused() {
        var environment = TestServer.environment(TestDatabase.createEmpty());

        assertThatThrownBy(() -> step(environment, "users.database.sslmode", "verify-full"))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("the system property users.database.sslmode is no setting");
    }

    @Test
    void aServerThatCanOnlyBeReadIsNamedWithWhatIsNeeded() {
        var database = TestDatabase.createEmpty();
        database.run("alter database %s set default_transaction_read_only = on"
                .formatted(database.settings().name()));

        assertThatThrownBy(() -> step(TestServer.environment(database), "users.database.migration.patience", "PT0.1S")
                        .run())
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "the schema could not be migrated within PT0.1S: this server of the database can only be read,"
                                + " and migrations need one that can be written, see DB_HOST and MIGRATE_AT_START (SQLSTATE"
                                + " 25006)");
    }

    @Test
    void forADatabaseThatDoesNotComeOrLetInTheSentenceNamesTheVariable() {
        var environment = TestServer.environment(TestDatabase.createEmpty());
        environment.put("MIGRATION_DB_USERNAME", "nobody_here");

        assertThatThrownBy(() -> step(environment, "users.database.migration.patience", "PT0.1S")
                        .run())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("see MIGRATION_DB_USERNAME");
        assertThatThrownBy(() -> step(Map.of())).hasMessageStartingWith("DB_HOST is not set");
    }

    private static String outcome(Map<String, String> environment) {
        try (var step = ServerProcess.startWithArguments(environment, "migrate")) {
            assertThat(step.exitCode()).isZero();
            return step.output().getLast();
        }
    }

    private static MigrationStep step(Map<String, String> environment, String... settings) {
        return MigrationStep.read(SettingsReader.of(new TreeMap<>(environment), TestServer.properties(settings)));
    }
}
