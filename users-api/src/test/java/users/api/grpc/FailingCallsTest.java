package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.NewUser;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.User;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserId;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.filter.Filter;

/** Servers that are slow, away, or come back. */
@Timeout(60)
final class FailingCallsTest {

    private static final UserId ID = UserId.parse("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");
    private static final Profile PROFILE = new Profile(
            new PersonName("Jack"),
            new PersonName("Hughes"),
            new Nickname("jack-hughes"),
            new Email("jack@test.com"),
            new CountryCode("GB"));
    private static final User JACK =
            new User(ID, PROFILE, Instant.EPOCH, Instant.EPOCH, Optional.empty(), new Etag(1), Optional.empty());
    private static final UserQuery ALL = new UserQuery(Filter.ALL, 50, Optional.empty());

    @Test
    void aCallEndsAtItsDeadline() throws IOException {
        try (var server = new ScriptedServer(request -> Optional.empty())) {
            assertThat(Refused.error(() -> server.client(Duration.ofMillis(200)).get(ID)))
                    .isInstanceOfSatisfying(
                            UserError.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("DEADLINE_EXCEEDED"));
        }
    }

    @Test
    void anInterruptEndsACall() throws Exception {
        var arrived = new CompletableFuture<Void>();
        try (var server = new ScriptedServer(request -> {
            arrived.complete(null);
            return Optional.empty();
        })) {
            var errors = new ArrayBlockingQueue<UserError>(1);
            var flags = new ArrayBlockingQueue<Boolean>(1);
            var caller = Thread.ofVirtual().start(() -> {
                errors.add(Refused.error(() -> server.client().get(ID)));
                flags.add(Thread.currentThread().isInterrupted());
            });
            arrived.get(30, TimeUnit.SECONDS);
            caller.interrupt();
            assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
            assertThat(errors.element())
                    .isInstanceOfSatisfying(
                            UserError.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("CANCELLED"));
            assertThat(flags.element()).isTrue();
        }
    }

    @Test
    void readsAreTriedAgainWhileTheServerIsUnavailable() throws IOException {
        try (var server = new ScriptedServer(unavailable(2, UserMessages.encode(JACK)))) {
            assertThat(server.client().get(ID)).isEqualTo(JACK);
            assertThat(server.requests()).hasSize(3);
        }
        var page = UserMessages.encode(new UserPage(List.of(JACK), Optional.empty()));
        try (var server = new ScriptedServer(unavailable(2, page))) {
            assertThat(server.client().list(ALL).users()).containsExactly(JACK);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void readsAreGivenUpAfterFourTries() throws IOException {
        try (var server = new ScriptedServer(unavailable(100, UserMessages.encode(JACK)))) {
            assertThat(Refused.error(() -> server.client().get(ID))).isEqualTo(new UserError.Unreachable("starting"));
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void writesAreTriedOnce() throws IOException {
        var change = new UserUpdate(ID, Optional.empty(), ProfileUpdate.NOTHING);
        try (var server = new ScriptedServer(unavailable(100, UserMessages.encode(JACK)))) {
            var client = server.client();
            var starting = new UserError.Unreachable("starting");
            assertThat(Refused.error(() -> client.create(new NewUser(PROFILE, new Password("pw")))))
                    .isEqualTo(starting);
            assertThat(Refused.error(() -> client.update(change))).isEqualTo(starting);
            assertThat(Refused.error(() -> client.delete(new UserDeletion(ID, Optional.empty()))))
                    .isEqualTo(starting);
            assertThat(Refused.error(() -> client.undelete(ID))).isEqualTo(starting);
            assertThat(Refused.error(() -> client.purge(ID))).isEqualTo(starting);
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void whereNobodyListensThereIsNoServer() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        int port;
        try (var socket = new ServerSocket(0, 1, loopback)) {
            port = socket.getLocalPort();
        }
        var channel = NettyChannelBuilder.forAddress(new InetSocketAddress(loopback, port))
                .usePlaintext()
                .build();
        try {
            var client = new UsersClient(channel, Duration.ofSeconds(30));
            assertThat(Refused.error(() -> client.get(ID)))
                    .isInstanceOfSatisfying(
                            UserError.Unreachable.class,
                            unreachable -> assertThat(unreachable.reason())
                                    .contains("Connection refused")
                                    .endsWith(":" + port));
        } finally {
            channel.shutdownNow();
        }
    }

    /** Unavailable for some calls, then the answer. */
    private static Function<Message, Optional<Message>> unavailable(int calls, Message answer) {
        var left = new AtomicInteger(calls);
        return request -> {
            if (left.getAndDecrement() > 0) {
                throw Status.UNAVAILABLE.withDescription("starting").asRuntimeException();
            }
            return Optional.of(answer);
        };
    }
}
