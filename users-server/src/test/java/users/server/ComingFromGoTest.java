package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.change;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.server.contract.People;
import users.server.takeover.GoService;

/** The server on a database of the Go service. */
class ComingFromGoTest {

    private static final String AT_WORK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and application_name = 'users-server' and wait_event_type = 'Lock'
            """;

    @Test
    void itServesTheUsersThatItFound() {
        var database = GoService.create().fill(20).database();
        var id = database.ask("select id from users.users where email = 'User7@Go.test'");
        try (var server = TestServer.start(database)) {
            var client = server.client();

            var found = client.get(new Email("user7@go.test"));
            assertThat(found.id()).hasToString(id);
            assertThat(found.etag().version()).isEqualTo(1);
            assertThat(found.createTime()).isEqualTo("2015-01-01T07:00:07.000007Z");
            assertThat(found.updateTime()).isEqualTo("2021-01-01T07:00:07.000007Z");

            var created = client.create(People.somebody());
            var updated = client.update(change(found.id()).nickname("seven").update());
            assertThat(updated.etag().version()).isEqualTo(2);
            assertThat(updated.createTime()).isEqualTo(found.createTime());
            assertThat(client.list(new UserQuery(Filter.ALL, 100, Optional.empty()))
                            .users())
                    .hasSize(21)
                    .contains(created, updated);
            client.delete(People.deletion(found.id()));
        }
    }

    @Test
    void whatHasToBeMendedFirstIsSaidAndTheExitCodeIsOne() {
        var service = GoService.create().fill(20);
        service.database()
                .run("update users.users set password = 'plain-pw', country = 'GBR' where email like 'User7@%'");
        var before = service.dump();
        try (var server = ServerProcess.start(TestServer.environment(service.database()))) {
            assertThat(server.exitCode()).isOne();

            assertThat(server.output())
                    .anyMatch(line -> line.startsWith("users-server: the table users.users of the Go service"))
                    .anyMatch(
                            line -> line.contains(": country must be two letters, such as GB; password must be a hash"))
                    .noneMatch(line -> line.contains("plain-pw"));
        }
        assertThat(service.dump()).isEqualTo(before);
    }

    @Test
    void oneThatIsKilledStartsAgain() throws Exception {
        var service = GoService.create().fill(2_000);
        var database = service.database();
        var environment = TestServer.environment(database);
        var before = service.dump();
        try (var reader = database.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table users.users in access share mode");
            try (var server = ServerProcess.start(environment)) {
                Await.until(() -> !database.ask(AT_WORK).equals("0"));
                server.kill();
            }
        }
        Await.until(() -> database.ask("select count(*) from pg_stat_activity where datname = current_database()")
                .equals("1"));
        assertThat(service.dump()).isEqualTo(before);

        try (var server = ServerProcess.start(environment).awaitReady()) {
            assertThat(server.client().get(new Email("user2000@go.test")).etag().version())
                    .isEqualTo(1);
        }
    }

    @Test
    void aTableThatSomebodyUsesIsWaitedForWithTheReasonInTheLog() throws Exception {
        var database = GoService.create().fill(20).database();
        try (var writer = database.connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("update users.users set nickname = 'busy'");
            try (var server = ServerProcess.start(TestServer.environment(database))
                    .awaitLine("not ready: somebody else uses the table")) {
                writer.commit();
                server.awaitReady();
            }
        }
    }
}
