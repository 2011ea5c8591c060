package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.Email;
import users.server.contract.People;
import users.server.postgres.TestDatabase;

/** What only a whole process shows: signals, exit codes, what is printed. */
class ProcessTest {

    private static final Map<String, String> FREE_PORTS = Map.of("GRPC_PORT", "0", "ADMIN_PORT", "0");

    @Test
    void runningCallsFinishAfterSigtermAndTheExitCodeIsZero() throws Exception {
        var database = TestDatabase.create();
        try (var server = ServerProcess.start(TestServer.environment(database)).awaitReady();
                var connection = database.connect();
                var statement = connection.createStatement()) {
            var user = server.client().create(People.somebody());
            connection.setAutoCommit(false);
            statement.execute("lock table users.users in access exclusive mode");
            var call = CompletableFuture.supplyAsync(() -> server.client().get(user.id()));
            Await.until(() -> database.ask("select count(*) from pg_locks where not granted")
                    .equals("1"));

            server.terminate();
            server.awaitLine("stopping: 1 calls are running");
            assertThat(call).isNotDone();
            connection.rollback();

            assertThat(call.get()).isEqualTo(user);
            assertThat(server.exitCode()).isZero();
            assertThat(server.output().getLast()).endsWith("stopped");
        }
    }

    @Test
    void aSignalInTheMiddleOfTheStartEndsItWithExitCodeZeroToo() {
        var environment = TestServer.environment(TestDatabase.create());
        environment.put("LOG_LEVEL", "debug");
        // One of the first things that a start does.
        try (var server = ServerProcess.start(environment).awaitLine("users - Starting...")) {
            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(server.output().getLast()).endsWith("stopped");
        }
    }

    @Test
    void aCallThatOutlastsTheGraceDoesNotHoldUpTheEnd() throws Exception {
        var database = TestDatabase.create();
        try (var server = ServerProcess.start(TestServer.environment(database), "-Dusers.shutdown.grace=PT0.2S")
                        .awaitReady();
                var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table users.users in access exclusive mode");
            var call = CompletableFuture.supplyAsync(() -> server.client().get(new Email("a@b.test")));
            Await.until(() -> database.ask("select count(*) from pg_locks where not granted")
                    .equals("1"));

            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(call).failsWithin(java.time.Duration.ofSeconds(20));
            connection.rollback();
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesAKill(@TempDir Path folder) {
        var option = "-Dusers.development.data-folder=" + folder.resolve("postgresql");
        Email email;
        try (var server = ServerProcess.start(FREE_PORTS, option).awaitReady()) {
            email = server.client().create(People.somebody()).profile().email();
            server.kill();
        }
        try (var server = ServerProcess.start(FREE_PORTS, option).awaitReady()) {
            assertThat(server.client().get(email).profile().email()).isEqualTo(email);
            assertThat(server.client()
                            .get(new Email("jane@test.com"))
                            .profile()
                            .nickname()
                            .value())
                    .isEqualTo("jane-doe");
        }
    }

    @Test
    void aPortInUseIsOneSentenceWithItsVariable() throws IOException {
        try (var taken = new ServerSocket(0)) {
            for (var variable : new String[] {"GRPC_PORT", "ADMIN_PORT"}) {
                var environment = new TreeMap<>(FREE_PORTS);
                environment.put(variable, Integer.toString(taken.getLocalPort()));

                assertRefused(ServerProcess.start(environment), variable, Integer.toString(taken.getLocalPort()));
            }
        }
    }

    @Test
    void withoutADatabaseToStartTheStartIsRefusedInOneSentence() {
        assertRefused(
                ServerProcess.start(entry -> !entry.contains("development"), FREE_PORTS), "DB_HOST", "PostgreSQL 17");
    }

    @Test
    void anArgumentThatIsNoneIsRefusedInOneSentence() {
        var server = ServerProcess.startWithArguments(FREE_PORTS, "health", "now");

        assertThat(server.exitCode()).isEqualTo(2);
        assertThat(server.output())
                .containsExactly(
                        "users-server: the only arguments are health and migrate; without any the server starts");
    }

    @Test
    void askedForHealthItTellsByItsExitCodeWhetherTheServerIsReady() {
        // Nothing but the address matters.
        var environment = new TreeMap<>(Map.of("DB_PASSWORD_FILE", "/nowhere", "GRPC_PORT", "none"));
        try (var server = TestServer.start(TestDatabase.create())) {
            environment.put("ADMIN_PORT", Integer.toString(server.adminPort()));
            var ready = ServerProcess.startWithArguments(environment, "health");

            assertThat(ready.exitCode()).isZero();
            assertThat(ready.output()).isEmpty();
        }
        assertRefused(ServerProcess.startWithArguments(environment, "health"), "ADMIN_PORT and BIND_ADDRESS");
        assertRefused(ServerProcess.startWithArguments(FREE_PORTS, "health"), "ADMIN_PORT (users.admin.port) must be");
    }

    @Test
    void aMalformedSettingIsRefusedInOneSentence() {
        assertRefused(ServerProcess.start(Map.of("GRPC_PORT", "none")), "GRPC_PORT (users.grpc.port)");
    }

    @Test
    void anAddressOfAnotherMachineIsRefusedInOneSentence() {
        for (var address : new String[] {"192.0.2.1", "no.such.host.invalid"}) {
            var environment = new TreeMap<>(FREE_PORTS);
            environment.put("BIND_ADDRESS", address);

            assertRefused(ServerProcess.start(environment), "BIND_ADDRESS must be an address of this machine");
        }
    }

    @Test
    void aDataFolderThatCannotBeUsedIsRefusedInOneSentence() {
        assertRefused(
                ServerProcess.start(FREE_PORTS, "-Dusers.development.data-folder=/proc/nowhere"), "/proc/nowhere");
    }

    @Test
    void aWrongPasswordIsSaidOnceAndNotShown() {
        var database = TestDatabase.create();
        var environment = TestServer.environment(database);
        environment.putAll(Map.of("DB_USERNAME", "nobody_here", "DB_PASSWORD", "wrong-pw-A"));
        try (var server = ServerProcess.start(environment).awaitLine("not ready: ")) {
            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(server.output())
                    .filteredOn(line -> line.contains("not ready: "))
                    .hasSize(1);
            assertThat(server.output()).anyMatch(line -> line.contains("DB_USERNAME"));
            assertThat(server.output()).noneMatch(line -> line.contains("wrong-pw"));
        }
    }

    private static void assertRefused(ServerProcess server, String... texts) {
        assertThat(server.exitCode()).isOne();
        assertThat(server.output())
                .singleElement()
                .asString()
                .startsWith("users-server: ")
                .contains(texts);
    }
}
