package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserId;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.postgres.TestDatabase;

/** Watches over connections that the server closes when they are old. */
class WatchConnectionAgeTest {

    /** How long the client calls and watches; {@code -Daged=PT5M} sees fifty connections end. */
    private static final Duration AGED = Duration.parse(System.getProperty("aged", "PT12S"));

    /** Connections end after five seconds here, a client pings, and calls go on beside the watch. */
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
}
