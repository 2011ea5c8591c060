package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import users.api.Password;
import users.api.UserChangeQuery;
import users.api.UserEvent;
import users.api.UserQuery;
import users.api.Users;
import users.api.filter.Filter;
import users.server.contract.People;
import users.server.contract.Rows;
import users.server.contract.Watcher;
import users.server.postgres.TestDatabase;

/** A server of today beside the schema of a next version, which a migration has made that keeps the house's rules. */
class NextSchemaTest {

    @Test
    void noCallFailsWhileTheMigrationOfANextVersionIsApplied() {
        var database = TestDatabase.create();
        var environment = TestServer.environmentOfTwoRoles(database);
        try (var server = TestServer.start(environment).awaitReady();
                var watcher = Watcher.of(server.client(), Filter.ALL)) {
            try (var load = new Load(server.client())) {
                load.awaitLives(3);

                migrate(database);

                load.awaitLives(3);
                assertThat(load.failures).isEmpty();
            }
            var last = server.client().create(People.somebody()).id();
            assertThat(Stream.generate(watcher::next)
                            .anyMatch(event -> event instanceof UserEvent.Created created
                                    && created.user().id().equals(last)))
                    .isTrue();
        }

        assertThat(database.ask("select max(cast(version as integer)) from users.flyway_schema_history"))
                .isEqualTo("1001");
        for (var atStart : List.of("true", "false")) {
            environment.put("MIGRATE_AT_START", atStart);
            try (var server = TestServer.start(environment).awaitReady()) {
                live(server.client());
            }
        }
    }

    /** As users-server migrate of that version would: a table that is not free soon is tried again. */
    private static void migrate(TestDatabase database) {
        var source = database.settings().forMigrations();
        source.setOptions("-c lock_timeout=2s");
        var flyway = Flyway.configure()
                .dataSource(source)
                .defaultSchema("users")
                .locations("filesystem:src/test/resources/users/server/next")
                .ignoreMigrationPatterns("*:missing")
                .load();
        Await.until(() -> {
            try {
                return flyway.migrate().success;
            } catch (FlywayException e) {
                return false;
            }
        });
    }

    /** All that can happen to a user. */
    private static void live(Users users) {
        var user = users.create(People.somebody());
        users.update(People.change(user.id()).nickname("next").update());
        users.verifyPassword(user.id(), new Password("a-test-pw"));
        users.setPassword(user.id(), new Password("another-pw"));
        users.get(List.of(user.id()));
        users.list(new UserQuery(Filter.parse("nickname = \"next\""), 5, Optional.empty()));
        var profile = People.somebody().profile();
        users.importUsers(Rows.overwriting(), List.of(Rows.row(user.id(), profile)));
        users.delete(People.deletion(user.id()));
        users.undelete(user.id());
        assertThat(users.get(user.id()).profile()).isEqualTo(profile);
        users.changes(new UserChangeQuery(user.id(), 10, Optional.empty()));
        try (var export = users.export(Filter.parse("country = GB"))) {
            assertThat(export).contains(users.get(user.id()));
        }
        users.delete(People.deletion(user.id()));
        users.purge(user.id());
    }

    /** Users who live and die on two threads. */
    private static final class Load implements AutoCloseable {

        private final AtomicInteger lives = new AtomicInteger();
        private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Load(Users users) {
            for (int i = 0; i < 2; i++) {
                var _ = threads.submit(() -> {
                    while (!over.get()) {
                        try {
                            live(users);
                            lives.incrementAndGet();
                        } catch (RuntimeException | AssertionError e) {
                            failures.add(e);
                        }
                    }
                });
            }
        }

        /** So many more. */
        void awaitLives(int count) {
            int before = lives.get();
            Await.until(() -> lives.get() >= before + count || !failures.isEmpty());
        }

        @Override
        public void close() {
            over.set(true);
            threads.close();
        }
    }
}
