package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthGrpc;
import users.server.postgres.TestDatabase;
import users.v1.ListUsersRequest;

/** The socket of a whole server. */
class GrpcListenerTest {

    @Test
    void helidonsOwnGrpcCanBeChosen() {
        try (var server = TestServer.start(
                TestDatabase.create(), "users.grpc.protocol", "helidon", "users.shutdown.grace", "PT0.5S")) {
            assertThat(server.stub()
                            .listUsers(ListUsersRequest.getDefaultInstance())
                            .getUsersList())
                    .isEmpty();
        }
    }

    @Test
    void aServerThatStopsWaitsForNoHealthWatch() throws Exception {
        var server = TestServer.start(TestDatabase.create());
        var watch = HealthGrpc.newBlockingStub(server.channel()).watch(HealthCheckRequest.getDefaultInstance());
        watch.next();
        long start = System.nanoTime();

        var stopped = CompletableFuture.runAsync(server.server()::close);
        var end = catchThrowable(() -> watch.forEachRemaining(change -> {}));
        stopped.get(20, TimeUnit.SECONDS);

        assertThat(Status.fromThrowable(end).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        server.channel().shutdownNow();
    }
}
