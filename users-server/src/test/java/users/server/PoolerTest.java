package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.server.contract.People;
import users.server.postgres.TestDatabase;

/** PgBouncer stands between servers and PostgreSQL: they say so and end, and leave nothing behind. */
class PoolerTest {

    private static final String SENTENCE =
            "DB_HOST and DB_PORT lead to a connection pooler such as PgBouncer: name PostgreSQL itself there, since the"
                    + " server keeps a pool of its own, and its migrations, its settings of sessions and LISTEN do not"
                    + " work through another";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // As PgBouncer comes, it refuses the options of a session; told to ignore them, it drops them.
        "transaction, extra_float_digits, true",
        "transaction, extra_float_digits, false",
        "transaction, 'extra_float_digits,options', true",
        "transaction, 'extra_float_digits,options', false",
        "session, 'extra_float_digits,options', true"
    })
    void threeServersAtOnceRefuseToStartAndLeaveNoLock(String mode, String ignored, String migrating) throws Exception {
        var empty = TestDatabase.createEmpty();
        var databases = List.of(empty, TestDatabase.create());
        try (var bouncer = PgBouncer.start(folder, empty.settings().port(), mode, ignored)) {
            for (var database : databases) {
                var environment = environment(bouncer, database);
                environment.put("MIGRATE_AT_START", migrating);
                for (var server : three(environment)) {
                    assertThatThrownBy(server::awaitStarted)
                            .isInstanceOf(StartException.class)
                            .hasMessage(SENTENCE);
                    server.close();
                }
                // The sessions of the pooler are still there.
                assertNoLock(database);
            }
        }
        assertNothingIn(empty);
    }

    @Test
    void theProcessEndsAndOneOnPostgreSqlItselfStarts() throws Exception {
        var database = TestDatabase.createEmpty();
        try (var bouncer = PgBouncer.start(
                        folder, database.settings().port(), "transaction", "extra_float_digits,options");
                var server = ServerProcess.start(environment(bouncer, database))) {
            assertThat(server.exitCode()).isOne();
            assertThat(server.output()).contains("users-server: " + SENTENCE);
            try (var direct = TestServer.start(database)) {
                var user = direct.client().create(People.somebody());
                assertThat(direct.client().get(user.id())).isEqualTo(user);
            }
        }
    }

    private static List<UsersServer> three(Map<String, String> environment) {
        return Stream.generate(() -> UsersServer.start(Settings.read(environment, TestServer.properties())))
                .limit(3)
                .toList();
    }

    private static Map<String, String> environment(PgBouncer bouncer, TestDatabase database) {
        return TestServer.environment(
                "127.0.0.1", bouncer.port(), database.settings().name());
    }

    private static void assertNoLock(TestDatabase database) {
        assertThat(database.ask("""
                        select count(*) from pg_locks
                        where pid <> pg_backend_pid() and (locktype = 'advisory' or database = (
                            select oid from pg_database where datname = current_database()))
                        """)).isEqualTo("0");
    }

    private static void assertNothingIn(TestDatabase database) {
        assertThat(database.ask("select count(*) from pg_namespace where nspname = 'users'"))
                .isEqualTo("0");
    }
}
