package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;
import users.v1.ChangeKind;
import users.v1.UsersServiceGrpc;
import users.v1.WatchUsersRequest;
import users.v1.WatchUsersResponse;

/** Many watchers of one server. */
class WatchLoadTest {

    @Test
    void fiveHundredWatchersAreServedByOneReader() {
        var postgres = TestDatabase.create();
        try (var server = TestServer.start(postgres);
                var observers = new Observers(server.server().grpcPort(), 5)) {
            observers.watch(500);
            Await.until(() -> observers.heartbeats.get() == 500);
            assertThat(server.server().watchers()).isEqualTo(500);

            for (int i = 1; i <= 3; i++) {
                var user = server.client().create(somebody());
                int events = 500 * i;
                Await.until(() -> observers.events.get() == events);
                assertThat(observers.lastIds()).containsOnly(user.id().toString());
            }

            assertThat(Integer.parseInt(postgres.ask("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and pid <> pg_backend_pid()"""))).isLessThanOrEqualTo(11);
            observers.cancel();
            Await.within(Duration.ofSeconds(5), () -> server.server().watchers() == 0);
            Await.until(() -> postgres.ask("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and application_name = 'users-server listening'""").equals("0"));
        }
    }

    /** Many streams on few channels. */
    private static final class Observers implements AutoCloseable {

        private final AtomicInteger heartbeats = new AtomicInteger();
        private final AtomicInteger events = new AtomicInteger();
        private final List<ManagedChannel> channels = new ArrayList<>();
        private final List<One> all = new ArrayList<>();

        Observers(int port, int channels) {
            for (int i = 0; i < channels; i++) {
                this.channels.add(TestServer.channel(port));
            }
        }

        void watch(int count) {
            for (int i = 0; i < count; i++) {
                var one = new One();
                all.add(one);
                UsersServiceGrpc.newStub(channels.get(i % channels.size()))
                        .watchUsers(WatchUsersRequest.getDefaultInstance(), one);
            }
        }

        List<String> lastIds() {
            return all.stream().map(one -> one.last).toList();
        }

        void cancel() {
            all.forEach(One::cancel);
        }

        @Override
        public void close() {
            channels.forEach(ManagedChannel::shutdownNow);
        }

        private final class One implements ClientResponseObserver<WatchUsersRequest, WatchUsersResponse> {

            private Optional<ClientCallStreamObserver<WatchUsersRequest>> call = Optional.empty();
            private boolean begun;
            private volatile String last = "";

            void cancel() {
                call.orElseThrow().cancel("enough", null);
            }

            @Override
            public void beforeStart(ClientCallStreamObserver<WatchUsersRequest> stream) {
                call = Optional.of(stream);
            }

            @Override
            public void onNext(WatchUsersResponse message) {
                if (message.getKind() != ChangeKind.HEARTBEAT) {
                    last = message.getUser().getId();
                    events.incrementAndGet();
                } else if (!begun) {
                    begun = true;
                    heartbeats.incrementAndGet();
                }
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onCompleted() {}
        }
    }
}
