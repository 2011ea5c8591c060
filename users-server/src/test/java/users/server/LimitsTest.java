package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.nobody;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.UserError;
import users.api.UserException;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.postgres.TestDatabase;
import users.v1.BatchGetUsersRequest;
import users.v1.GetUserRequest;

/** What one connection and one caller may ask for, until it is too much and again later. */
class LimitsTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();

    @Test
    void aConnectionThatAsksTooOftenIsToldWhenToAskAgainAndOthersAreServed() {
        try (var server =
                start("users.limits.connection.calls-per-second", "2", "users.limits.connection.burst", "5")) {
            var refused = (UserError.RateExceeded) exhausted(server.client());

            assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(500));
            assertThat(onAnotherConnection(server)).isInstanceOf(UserError.NotFound.class);
            Await.until(() -> ask(server.client()) instanceof UserError.NotFound);
        }
    }

    @Test
    void aCallerThatAsksTooOftenIsToldSoOnWhateverConnection() {
        try (var server = start("users.limits.caller.calls-per-second", "1", "users.limits.caller.burst", "3")) {
            // On a busy machine there may be another one to have by then.
            Await.until(() -> {
                exhausted(server.client());
                return onAnotherConnection(server) instanceof UserError.RateExceeded;
            });
            Await.until(() -> ask(server.client()) instanceof UserError.NotFound);
        }
    }

    @Test
    void whatOneCallerAsksTooOftenIsNotCountedForAnother(@TempDir Path folder) throws IOException {
        var issuer = TestIssuer.es256("key");
        try (var server = TestServer.start(
                folder.resolve("jwks.json"),
                List.of(issuer),
                "users.limits.caller.calls-per-second",
                "1",
                "users.limits.caller.burst",
                "3")) {
            var one = server.channel();
            assertThat(exhausted(client(one, issuer.token("busy", "users.reader"))))
                    .isInstanceOf(UserError.RateExceeded.class);
            assertThat(ask(client(one, issuer.token("quiet", "users.reader")))).isInstanceOf(UserError.NotFound.class);
        }
    }

    private static UsersClient client(Channel channel, String token) {
        return new UsersClient(Bearer.on(channel, token), Duration.ofSeconds(10));
    }

    @Test
    void aCallerThatHasTooManyCallsAtATimeGetsAnotherWhenOneEnds() {
        try (var server = start("users.limits.caller.concurrent-calls", "2")) {
            var first = server.client().watch(Filter.ALL, Optional.empty());
            try (var _ = server.client().watch(Filter.ALL, Optional.empty())) {
                assertThat(ask(server.client())).isEqualTo(new UserError.TooManyCalls(Duration.ofSeconds(1)));
                first.close();

                Await.until(() -> ask(server.client()) instanceof UserError.NotFound);
            }
            // None of the calls that are over is still counted.
            for (int i = 0; i < 20; i++) {
                Await.until(() -> ask(server.client()) instanceof UserError.NotFound);
            }
        }
    }

    @Test
    void aMessageOrMetadataThatIsTooLongIsRefusedAndItsConnectionGoesOn() {
        try (var server = start("users.grpc.max-message", "4096", "users.grpc.max-metadata", "2048")) {
            var request =
                    BatchGetUsersRequest.newBuilder().addIds("a".repeat(5000)).build();
            assertThatThrownBy(() -> server.stub().batchGetUsers(request)).hasMessageStartingWith("RESOURCE_EXHAUSTED");
            var headers = new Metadata();
            headers.put(Metadata.Key.of("x-long", Metadata.ASCII_STRING_MARSHALLER), "a".repeat(3000));
            var talkative = server.stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
            // A client that has heard of the limit by then does not even send it.
            assertThatThrownBy(() -> talkative.getUser(GetUserRequest.getDefaultInstance()))
                    .message()
                    .matches("(RESOURCE_EXHAUSTED: The metadata is longer than 2048 bytes|INTERNAL: http2 exception)");

            assertThat(ask(server.client())).isInstanceOf(UserError.NotFound.class);
        }
    }

    /** Asks until it is too much. */
    private static UserError exhausted(UsersClient client) {
        return Stream.generate(() -> ask(client))
                .filter(error -> !(error instanceof UserError.NotFound))
                .findFirst()
                .orElseThrow();
    }

    private static UserError onAnotherConnection(TestServer server) {
        var other = TestServer.channel(server.grpcPort());
        try {
            return ask(new UsersClient(other, Duration.ofSeconds(10)));
        } finally {
            other.shutdownNow();
        }
    }

    private static UserError ask(UsersClient client) {
        try {
            client.get(nobody());
            throw new AssertionError("Nobody was found");
        } catch (UserException e) {
            return e.error();
        }
    }

    private static TestServer start(String... settings) {
        return TestServer.start(POSTGRES, settings);
    }
}
