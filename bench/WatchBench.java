import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import users.v1.ChangeKind;
import users.v1.GetUserRequest;
import users.v1.UpdateUserRequest;
import users.v1.User;
import users.v1.UsersServiceGrpc;
import users.v1.WatchUsersRequest;
import users.v1.WatchUsersResponse;

/**
 * {@code WatchBench <rounds>}: how long after the answer to an UpdateUser, which is sent once it is committed, the change
 * is with whoever watches: at the same server, at another one, and with the last of many. One that is there before the
 * answer counts as 0.
 */
public final class WatchBench {

    /** In them the servers' code is compiled. */
    private static final int UNCOUNTED_ROUNDS = 2;

    private static final int UPDATES = 100;
    private static final int MANY = 500;
    /** A connection takes 256 calls. */
    private static final int WATCHERS_OF_A_CHANNEL = 250;

    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private WatchBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // What the database says of itself would stand between the rounds.
        ROOT_LOGGER.setLevel(Level.WARNING);
        int rounds = Integer.parseInt(arguments[0]);
        try (var stage = Stage.open();
                var one = new Server(stage);
                var other = new Server(stage)) {
            one.secondsToAnswer();
            other.secondsToAnswer();
            var cases = List.of(
                    new Case("at the same server", one.port(), 1),
                    new Case("at another server", other.port(), 1),
                    new Case("the last of %d".formatted(MANY), one.port(), MANY));
            for (int round = 1 - UNCOUNTED_ROUNDS; round <= rounds; round++) {
                System.err.printf("round %d of %d%n", Math.max(round, 0), rounds);
                for (var watched : cases) {
                    watched.run(one.port(), round > 0);
                }
            }
            System.out.printf("%n%-32s %9s   %s%n", rounds + " rounds", "median", "min – max");
            cases.stream().flatMap(Case::series).forEach(System.out::println);
        }
    }

    /** Where how many watch, and what came of it. */
    private record Case(int port, int watchers, Series half, Series most, Series nearlyAll) {

        Case(String name, int port, int watchers) {
            this(
                    port,
                    watchers,
                    new Series(name + ", p50", "%.1f ms"),
                    new Series(name + ", p95", "%.1f ms"),
                    new Series(name + ", p99", "%.1f ms"));
        }

        Stream<Series> series() {
            return Stream.of(half, most, nearlyAll);
        }

        void run(int writer, boolean counted) throws InterruptedException {
            try (var audience = new Audience(port, watchers);
                    var calls = new Channels()) {
                var stub = UsersServiceGrpc.newBlockingStub(calls.open(writer));
                var id = stub.getUser(
                                GetUserRequest.newBuilder().setEmail(Stage.USER).build())
                        .getId();
                var latencies = new ArrayList<Double>();
                for (int i = 0; i < UPDATES; i++) {
                    var seen = audience.awaitNext();
                    stub.updateUser(UpdateUserRequest.newBuilder()
                            .setUser(User.newBuilder().setId(id).setNickname("n" + System.nanoTime()))
                            .build());
                    long answered = System.nanoTime();
                    seen.await();
                    latencies.add(Math.max(0, audience.last - answered) / 1e6);
                }
                if (counted) {
                    var sorted = latencies.stream().sorted().toList();
                    half.add(sorted.get(UPDATES / 2));
                    most.add(sorted.get(UPDATES * 95 / 100));
                    nearlyAll.add(sorted.get(UPDATES * 99 / 100));
                }
            }
        }
    }

    /** All who watch. */
    private static final class Audience implements AutoCloseable {

        private final Channels channels = new Channels();
        private final int size;
        private volatile CountDownLatch waiting;
        private volatile long last;

        /** Once all of them do. */
        Audience(int port, int size) throws InterruptedException {
            this.size = size;
            waiting = new CountDownLatch(size);
            ManagedChannel channel = channels.open(port);
            for (int i = 1; i <= size; i++) {
                UsersServiceGrpc.newStub(channel).watchUsers(WatchUsersRequest.getDefaultInstance(), new Watcher());
                channel = i % WATCHERS_OF_A_CHANNEL == 0 ? channels.open(port) : channel;
            }
            waiting.await();
        }

        CountDownLatch awaitNext() {
            waiting = new CountDownLatch(size);
            return waiting;
        }

        @Override
        public void close() throws InterruptedException {
            channels.close();
        }

        private final class Watcher implements StreamObserver<WatchUsersResponse> {

            private boolean begun;

            @Override
            public void onNext(WatchUsersResponse message) {
                if (!begun || message.getKind() != ChangeKind.HEARTBEAT) {
                    begun = true;
                    last = System.nanoTime();
                    waiting.countDown();
                }
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onCompleted() {}
        }
    }

    private static final class Channels implements AutoCloseable {

        private final Deque<ManagedChannel> open = new ArrayDeque<>();

        ManagedChannel open(int port) {
            open.push(NettyChannelBuilder.forAddress("127.0.0.1", port)
                    .usePlaintext()
                    .build());
            return open.peek();
        }

        @Override
        public void close() throws InterruptedException {
            open.forEach(ManagedChannel::shutdownNow);
            for (var channel : open) {
                channel.awaitTermination(10, TimeUnit.SECONDS);
            }
        }
    }
}
