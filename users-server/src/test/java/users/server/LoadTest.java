package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.UserError;
import users.api.UserException;
import users.api.grpc.UsersClient;
import users.server.contract.People;
import users.server.postgres.TestDatabase;
import users.v1.GetUserRequest;
import users.v1.UsersServiceGrpc;

class LoadTest {

    @Test
    void noneOfTwentyThousandCallsOverOneConnectionIsRefused() throws Exception {
        try (var server = TestServer.start(TestDatabase.create())) {
            var id = server.client().create(People.somebody()).id();
            var request = GetUserRequest.newBuilder().setId(id.toString()).build();
            var stub = UsersServiceGrpc.newFutureStub(server.channel());
            var permits = new Semaphore(32);
            var answers = new ArrayList<com.google.common.util.concurrent.ListenableFuture<users.v1.User>>();
            for (int i = 0; i < 20_000; i++) {
                permits.acquire();
                var answer = stub.getUser(request);
                answer.addListener(permits::release, Runnable::run);
                answers.add(answer);
            }

            for (var answer : answers) {
                assertThat(answer.get().getId()).isEqualTo(request.getId());
            }
        }
    }

    @Test
    void readsGoOnWhileTooManyPasswordsWait() {
        try (var server = TestServer.start(
                        TestDatabase.create(),
                        "users.hashing.memory",
                        "32768",
                        "users.hashing.iterations",
                        "6",
                        "users.hashing.threads",
                        "1",
                        "users.hashing.queue",
                        "2");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var user = server.client().create(People.somebody());
            var creations = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> outcome(server, People.somebody()), threads))
                    .toList();
            // The queue is full as soon as the first is refused.
            CompletableFuture.anyOf(creations.toArray(CompletableFuture[]::new)).join();

            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                assertThat(server.client().get(user.id())).isEqualTo(user);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            }

            var refusals = creations.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(refusals)
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error)
                            .isInstanceOfSatisfying(
                                    UserError.HashingBusy.class,
                                    busy -> assertThat(busy.retryAfter()).isPositive()));
        }
    }

    private static Optional<UserError> outcome(TestServer server, users.api.NewUser user) {
        try {
            // Those that may wait do so for as long as a busy machine takes.
            new UsersClient(server.channel(), Duration.ofSeconds(60)).create(user);
            return Optional.empty();
        } catch (UserException e) {
            return Optional.of(e.error());
        }
    }
}
