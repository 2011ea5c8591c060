package users.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;
import users.server.contract.People;
import users.server.postgres.TestDatabase;

/** PostgreSQL comes and goes. */
class OutageTest {

    @TempDir
    private Path folder;

    @Test
    void callsAreUnavailableWhileTheDatabaseIsAwayAndGoOnWhenItIsBack() throws Exception {
        int port = freePort();
        try (var server = TestServer.start(TestServer.environment("127.0.0.1", port, "postgres"))) {
            assertUnavailableSoon(server);
            assertThat(liveness(server)).isEqualTo(ServingStatus.SERVING);

            var postgres = postgres(port);
            server.awaitReady();
            var user = server.client().create(People.somebody());
            try (var load = new Load(server)) {
                Await.until(() -> load.answers.get() > 100);
                postgres.close();
                Await.until(() -> load.failures.size() > 10);
                TestServer.awaitServing(server.channel(), ServingStatus.NOT_SERVING);
                assertUnavailableSoon(server);
                assertThat(liveness(server)).isEqualTo(ServingStatus.SERVING);

                postgres = postgres(port);
                server.awaitReady();
                int before = load.answers.get();
                Await.until(() -> load.answers.get() > before + 100);
                assertThat(load.failures)
                        .allSatisfy(error -> assertThat(error).isInstanceOf(UserError.DatabaseUnavailable.class));
            }
            assertThat(server.client().get(user.id())).isEqualTo(user);
            postgres.close();
        }
    }

    @Test
    void twoServersMayStartAtOnceOnAnEmptyDatabase() {
        var environment = TestServer.environmentOfTwoRoles(TestDatabase.createEmpty());
        try (var one = TestServer.start(environment);
                var other = TestServer.start(environment)) {
            one.awaitReady();
            other.awaitReady();

            var user = one.client().create(People.somebody());

            assertThat(other.client().get(user.id())).isEqualTo(user);
        }
    }

    private static ServingStatus liveness(TestServer server) {
        return HealthGrpc.newBlockingStub(server.channel())
                .withDeadlineAfter(10, SECONDS)
                .check(HealthCheckRequest.newBuilder().setService("liveness").build())
                .getStatus();
    }

    private static void assertUnavailableSoon(TestServer server) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> server.client().get(new Email("a@b.test")))
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error())
                                .isInstanceOfSatisfying(
                                        UserError.DatabaseUnavailable.class,
                                        error -> assertThat(error.retryAfter()).isPositive()));
        // A second and a half, and what a busy machine adds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Reads without a pause on a few threads. */
    private static final class Load implements AutoCloseable {

        private final AtomicInteger answers = new AtomicInteger();
        private final ConcurrentLinkedQueue<UserError> failures = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Load(TestServer server) {
            for (int i = 0; i < 4; i++) {
                var _ = threads.submit(() -> read(server));
            }
        }

        private void read(TestServer server) {
            var query = new users.api.UserQuery(users.api.filter.Filter.ALL, 10, java.util.Optional.empty());
            while (!over.get()) {
                try {
                    server.client().list(query);
                    answers.incrementAndGet();
                } catch (UserException e) {
                    failures.add(e.error());
                }
            }
        }

        @Override
        public void close() {
            over.set(true);
            threads.close();
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
