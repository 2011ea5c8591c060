package users.server.takeover;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Schema;

/** A takeover that others meet, or that does not come to its end. */
class TakeoverSafetyTest {

    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and application_name = 'users-server' and wait_event_type = 'Lock'
            """;

    @Test
    void ofServersThatStartAtOnceOneDoesIt() throws Exception {
        for (int round = 0; round < 3; round++) {
            var database = GoService.create().fill(500).database();
            var together = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var servers = new ArrayList<Future<?>>();
                for (int i = 0; i < 3; i++) {
                    servers.add(threads.submit(() -> {
                        together.await();
                        Schema.migrate(database.settings());
                        return true;
                    }));
                }
                together.countDown();
                for (var server : servers) {
                    server.get(60, SECONDS);
                }
            }
            assertThat(database.ask("select count(*) || ' ' || min(version) from users.users"))
                    .isEqualTo("500 1");
            assertThat(database.ask("select count(*) from users.passwords")).isEqualTo("500");
            assertThat(database.ask("select count(*) from users.flyway_schema_history where version = '1'"))
                    .isEqualTo("1");
        }
    }

    /** It waits for a reader just before it drops the table, with all of its work done that comes before. */
    @Test
    void oneThatIsKilledWasNeverBegun() throws Exception {
        var service = GoService.create().fill(500);
        var database = service.database();
        var before = service.dump();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var reader = database.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table users.users in access share mode");
            var takeover = threads.submit(() -> Schema.migrate(database.settings()));
            awaitWaiting(database);

            statement.execute("""
                    select pg_terminate_backend(pid, 10000) from pg_stat_activity
                    where datname = current_database() and application_name = 'users-server' and wait_event_type = 'Lock'
                    """);

            assertThatThrownBy(takeover::get).isInstanceOf(ExecutionException.class);
            reader.rollback();
        }
        assertThat(service.dump()).isEqualTo(before);

        Schema.migrate(database.settings());

        assertThat(database.ask("select count(*) from users.users join users.passwords on user_id = id"))
                .isEqualTo("500");
    }

    @Test
    void whatWasDoneBeforeTheMigrationsWereRecordedIsDone() throws SQLException {
        var database = GoService.create().fill(5).database();
        try (var connection = database.connect()) {
            assertThat(Takeover.run(connection)).isTrue();
        }

        Schema.migrate(database.settings());

        assertThat(database.ask("select count(*) from users.users")).isEqualTo("5");
        assertThat(database.ask(
                        "select string_agg(type, ' ' order by installed_rank) from users.flyway_schema_history"))
                .startsWith("BASELINE");
    }

    @Test
    void aRoleThatOwnsTheSchemaIsEnough() {
        var service = GoService.create().fill(5);
        var database = service.database();
        giveTo("go_service", database);

        Schema.migrate(database.as("go_service"));

        assertThat(database.ask("select count(*) from users.users")).isEqualTo("5");
    }

    @Test
    void aRoleThatOwnsTheSchemaDoesItForAServerThatOwnsNothing() {
        var service = GoService.create().fill(5);
        var database = service.database();
        giveTo("go_owner", database);

        Schema.migrate(database.as(TestDatabase.SERVER_ROLE), database.role("go_owner"));

        assertThat(database.ask("select tableowner from pg_tables where tablename = 'passwords'"))
                .isEqualTo("go_owner");
        assertThat(new TestDatabase(database.as(TestDatabase.SERVER_ROLE))
                        .ask("select count(*) from users.users join users.passwords on user_id = id"))
                .isEqualTo("5");
    }

    /** Its rows would be missed, were they not asked for on purpose. */
    @Test
    void aRoleThatSeesAPartOfTheRowsIsRefused() {
        var service = GoService.create().fill(5);
        var database = service.database();
        database.run("""
                create role half_blind login;
                alter schema users owner to half_blind;
                alter table users.users owner to half_blind;
                alter table users.users enable row level security;
                alter table users.users force row level security
                """);
        var before = service.dump();

        assertThatThrownBy(() -> Schema.migrate(database.as("half_blind")))
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThat(service.dump()).isEqualTo(before);
    }

    private static void awaitWaiting(TestDatabase database) {
        while (database.ask(WAITING).equals("0")) {
            Thread.onSpinWait();
        }
    }

    private static void giveTo(String role, TestDatabase database) {
        database.run("""
                create role %1$s login;
                grant create on database %2$s to %1$s;
                alter schema users owner to %1$s;
                alter table users.users owner to %1$s;
                alter function users.trigger_set_timestamp() owner to %1$s
                """.formatted(role, database.settings().name()));
    }
}
