package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.somebody;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.contract.Watcher;
import users.server.postgres.TestDatabase;
import users.v1.ChangeKind;
import users.v1.UsersServiceGrpc;
import users.v1.WatchUsersRequest;

/** How a watch ends on the wire. */
@SuppressWarnings("try")
class WatchEndTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    void aCancelADeadlineAndALostConnectionEachFreeTheWatchWithinASecond() {
        try (var server = TestServer.start(TestDatabase.create())) {
            var channel = TestServer.channel(server.server().grpcPort());
            var client = new UsersClient(channel, Duration.ofSeconds(10));
            try (var watcher = Watcher.of(client, Filter.ALL)) {
                assertThat(server.server().watchers()).isOne();
                watcher.close();
                Await.within(A_SECOND, () -> server.server().watchers() == 0);
            }

            var timers = Executors.newSingleThreadScheduledExecutor();
            var late = Context.current()
                    .withDeadline(Deadline.after(1, TimeUnit.SECONDS), timers)
                    .attach();
            try {
                var messages =
                        UsersServiceGrpc.newBlockingStub(channel).watchUsers(WatchUsersRequest.getDefaultInstance());
                assertThat(messages.next().getKind()).isEqualTo(ChangeKind.HEARTBEAT);
                assertThatThrownBy(messages::next)
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
            } finally {
                Context.current().detach(late);
                timers.shutdownNow();
            }
            Await.within(A_SECOND, () -> server.server().watchers() == 0);

            try (var watcher = Watcher.of(client, Filter.ALL)) {
                assertThat(server.server().watchers()).isOne();
                channel.shutdownNow();
                Await.within(A_SECOND, () -> server.server().watchers() == 0);
                assertThatThrownBy(watcher::next).isInstanceOf(UserException.class);
            }
        }
    }

    @Test
    void aServerThatStopsTellsItsWatchersToGoOn() {
        var postgres = TestDatabase.create();
        var first = TestServer.start(postgres);
        Optional<ResumeToken> token;
        try (var watcher = Watcher.of(first.client(), Filter.ALL)) {
            token = watcher.token();
            long start = System.nanoTime();
            first.server().close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThatThrownBy(watcher::next)
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error()).isInstanceOf(UserError.ServerStopping.class));
        }
        first.channel().shutdownNow();
        try (var second = TestServer.start(postgres)) {
            var user = second.client().create(somebody());
            try (var watcher = Watcher.of(second.client(), Filter.ALL, token)) {
                assertThat(watcher.next())
                        .isEqualTo(new UserEvent.Created(user, watcher.token().orElseThrow()));
            }
        }
    }
}
