package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.server.contract.People;
import users.server.postgres.TestDatabase;

/** A server that leaves the migrations to somebody else. */
class MigratedElsewhereTest {

    @Test
    void itIsReadyOnceTheSchemaIsThere() {
        var database = TestDatabase.createEmpty();
        var environment = TestServer.environmentOfTwoRoles(database);
        environment.put("MIGRATE_AT_START", "false");
        try (var log = LogLines.of(Readiness.class.getName());
                var server = TestServer.start(environment)) {
            awaitLine(
                    log, "not ready: the schema is not there, this server needs version 4: run `users-server migrate`");
            assertThatThrownBy(() -> server.client().get(new Email("a@b.test")))
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error()).isInstanceOf(UserError.DatabaseUnavailable.class));
            assertThat(database.ask("select to_regnamespace('users')")).isEqualTo("null");

            MigrationStep.read(SettingsReader.of(environment, TestServer.properties()))
                    .run();

            server.awaitReady();
            var user = server.client().create(People.somebody());
            assertThat(server.client().get(user.id())).isEqualTo(user);
        }
    }

    @Test
    void itSaysWhichMigrationsAreMissing() {
        var database = TestDatabase.create();
        database.run("delete from users.flyway_schema_history where version = '4'");
        var environment = TestServer.environmentOfTwoRoles(database);
        environment.putAll(Map.of("MIGRATE_AT_START", "false"));
        try (var log = LogLines.of(Readiness.class.getName());
                var _ = TestServer.start(environment)) {
            awaitLine(
                    log,
                    "not ready: the schema is at version 3, this server needs version 4: run `users-server migrate`");
        }
    }

    private static void awaitLine(LogLines log, String line) {
        Await.until(() -> log.texts().contains(line));
    }
}
