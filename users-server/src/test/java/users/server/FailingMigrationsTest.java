package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;

/** Whoever starts the server learns at the normal level why its migrations fail. */
class FailingMigrationsTest {

    @Test
    void aSchemaThatIsNobodysEndsTheStart() {
        var database = TestDatabase.createEmpty();
        database.run("create schema users; create table users.schema_migrations (version bigint)");

        assertRefused(database, "non-empty schema");
    }

    @Test
    void aMigrationThatIsNotTheOneThatWasAppliedEndsTheStart() {
        var database = TestDatabase.create();
        database.run("update users.flyway_schema_history set checksum = 4711 where version = '1'");

        assertRefused(database, "4711");
    }

    @Test
    void aRoleThatMayNotIsToldWhatAndWaitedFor() {
        var database = TestDatabase.createEmpty();
        database.run("create role may_nothing login");
        var environment = TestServer.environment(database);
        environment.put("DB_USERNAME", "may_nothing");
        try (var server = ServerProcess.start(environment).awaitLine("permission denied for database")) {
            database.run("grant create on database %s to may_nothing"
                    .formatted(database.settings().name()));

            server.awaitReady();
        }
    }

    @Test
    void whatTheDatabaseSaysIsShownButNotTheData() throws Exception {
        try (var connection = TestDatabase.createEmpty().connect();
                var statement = connection.createStatement()) {
            assertThat(DatabaseObstacle.to(() -> statement.execute("create index on nowhere (a)")))
                    .contains("the database fails with SQLSTATE 42P01: relation \"nowhere\" does not exist");
            assertThat(DatabaseObstacle.to(() -> statement.execute("select cast('private' as int)")))
                    .contains("the database fails with SQLSTATE 22P02");
        }
    }

    private static void assertRefused(TestDatabase database, String reason) {
        try (var server = ServerProcess.start(TestServer.environment(database))) {
            assertThat(server.exitCode()).isOne();
            assertThat(server.output())
                    .anyMatch(line -> line.startsWith("users-server: the migrations cannot be applied: "))
                    .anyMatch(line -> line.contains(reason));
        }
    }
}
