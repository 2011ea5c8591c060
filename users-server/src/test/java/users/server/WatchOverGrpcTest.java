package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.somebody;
import static users.server.contract.People.with;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.Labels;
import users.api.NewUser;
import users.api.Profile;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserId;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.contract.Watcher;
import users.server.postgres.TestDatabase;
import users.v1.ChangeKind;
import users.v1.UsersServiceGrpc;
import users.v1.WatchUsersRequest;
import users.v1.WatchUsersResponse;

/** Watchers on the wire. */
@SuppressWarnings("try")
class WatchOverGrpcTest {

    private static final WatchUsersRequest EVERYBODY = WatchUsersRequest.getDefaultInstance();
    private static final int USERS = 150;
    /** {@code -Daged=PT5M} for all of hard case 7. */
    private static final Duration AGED = Duration.parse(System.getProperty("aged", "PT12S"));

    private static final Duration A_SECOND = Duration.ofSeconds(1);

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
                var messages = UsersServiceGrpc.newBlockingStub(channel).watchUsers(EVERYBODY);
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
    void aClientThatDoesNotReadIsCutOffAndLosesNothingByGoingOn() {
        try (var server = TestServer.start(TestDatabase.create(), "users.watch.buffer", "65536")) {
            // Of what is on its way, the wire and the client hold less than a tenth of what comes.
            var narrow = NettyChannelBuilder.forAddress(
                            "127.0.0.1", server.server().grpcPort())
                    .usePlaintext()
                    .flowControlWindow(65_535)
                    .build();
            var lazy = new Lazy();
            UsersServiceGrpc.newStub(narrow).watchUsers(EVERYBODY, lazy);
            lazy.read(1);
            Await.until(() -> lazy.messages.size() == 1);

            var created = new ArrayList<String>();
            for (int i = 0; i < USERS; i++) {
                created.add(server.client().create(large()).id().toString());
            }
            lazy.read(Integer.MAX_VALUE);

            Await.until(() -> !lazy.ends.isEmpty());
            assertThat(lazy.ends.getFirst().getCode()).isEqualTo(Status.Code.ABORTED);
            var seen = new ArrayList<String>();
            lazy.messages.stream()
                    .filter(message -> message.getKind() == ChangeKind.CREATED)
                    .forEach(message -> seen.add(message.getUser().getId()));
            assertThat(seen).hasSizeLessThan(USERS);
            var token = new ResumeToken(lazy.messages.getLast().getResumeToken());
            try (var watcher = Watcher.of(server.client(), Filter.ALL, Optional.of(token))) {
                while (seen.size() < USERS && watcher.next() instanceof UserEvent.Created(var user, var any)) {
                    seen.add(user.id().toString());
                }
            }
            assertThat(seen).isEqualTo(created);
            narrow.shutdownNow();
        }
    }

    private static NewUser large() {
        var profile = somebody().profile();
        return with(new Profile(
                profile.firstName(),
                profile.lastName(),
                profile.nickname(),
                profile.email(),
                profile.country(),
                new Labels(Map.of("notes", "x".repeat(20_000))),
                profile.status()));
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

    /** Hard case 7, in short: connections of five seconds, a client that pings, calls beside the watch. */
    @Test
    void aWatchThatGoesOnOverConnectionsThatComeToTheirAgeMissesNothingAndNoCallFails() throws Exception {
        try (var server = TestServer.start(
                        TestDatabase.create(),
                        "users.grpc.max-connection-age",
                        "PT5S",
                        "users.grpc.max-connection-age-grace",
                        "PT2S");
                var persistent = new Persistent(server.server().grpcPort())) {
            var created = new ArrayList<UserId>();
            long end = System.nanoTime() + AGED.toNanos();
            while (System.nanoTime() < end || persistent.endings.get() < 2) {
                created.add(persistent.client.create(somebody()).id());
                persistent.client.get(created.getLast());
            }

            Await.until(() -> persistent.seen.size() >= created.size());
            assertThat(persistent.seen).isEqualTo(created);
            assertThat(persistent.errors)
                    .allSatisfy(error -> assertThat(error).isInstanceOf(UserError.Unreachable.class));
        }
    }

    /** Watches, and goes on whenever that ends. */
    private static final class Persistent implements AutoCloseable {

        private final ManagedChannel channel;
        private final UsersClient client;
        private final List<UserId> seen = new CopyOnWriteArrayList<>();
        private final List<UserError> errors = new CopyOnWriteArrayList<>();
        private final AtomicInteger endings = new AtomicInteger();
        private volatile Stream<UserEvent> events;
        private volatile boolean closed;

        Persistent(int port) {
            channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                    .usePlaintext()
                    .keepAliveTime(10, TimeUnit.SECONDS)
                    .keepAliveWithoutCalls(true)
                    .build();
            client = new UsersClient(channel, Duration.ofSeconds(10));
            events = client.watch(Filter.ALL, Optional.empty());
            Thread.startVirtualThread(this::watch);
        }

        @Override
        public void close() {
            closed = true;
            events.close();
            channel.shutdownNow();
        }

        private void watch() {
            var token = new AtomicReference<Optional<ResumeToken>>(Optional.empty());
            while (!closed) {
                try {
                    events.forEach(event -> {
                        token.set(Optional.of(event.resumeToken()));
                        if (event instanceof UserEvent.Created(var user, var any)) {
                            seen.add(user.id());
                        }
                    });
                } catch (UserException e) {
                    errors.add(e.error());
                    endings.incrementAndGet();
                    events = client.watch(Filter.ALL, token.get());
                }
            }
        }
    }

    /** Reads when it is told to. */
    private static final class Lazy implements ClientResponseObserver<WatchUsersRequest, WatchUsersResponse> {

        private final List<WatchUsersResponse> messages = new CopyOnWriteArrayList<>();
        private final List<Status> ends = new CopyOnWriteArrayList<>();
        private final List<ClientCallStreamObserver<WatchUsersRequest>> call = new CopyOnWriteArrayList<>();

        void read(int count) {
            call.getFirst().request(count);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchUsersRequest> stream) {
            stream.disableAutoRequestWithInitial(0);
            call.add(stream);
        }

        @Override
        public void onNext(WatchUsersResponse message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable thrown) {
            ends.add(Status.fromThrowable(thrown));
        }

        @Override
        public void onCompleted() {
            ends.add(Status.OK);
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
                UsersServiceGrpc.newStub(channels.get(i % channels.size())).watchUsers(EVERYBODY, one);
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
