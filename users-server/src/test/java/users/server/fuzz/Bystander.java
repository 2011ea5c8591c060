package users.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;
import users.v1.CreateUserRequest;
import users.v1.GetUserRequest;
import users.v1.User;
import users.v1.UsersServiceGrpc;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;

/** A client with a connection of its own, whom nothing of what the others do may hurt. */
final class Bystander implements AutoCloseable {

    static final String EMAIL = "bystander@beside.test";

    /** A hundred times what it takes; the machine may be busy with other things. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final UsersServiceBlockingStub stub;
    private final List<Object> health = new CopyOnWriteArrayList<>();
    private final ManagedChannel channel;
    private final User user;
    private Duration longest = Duration.ZERO;

    Bystander(ManagedChannel channel) {
        this.channel = channel;
        stub = UsersServiceGrpc.newBlockingStub(channel);
        user = stub.createUser(CreateUserRequest.newBuilder()
                .setUser(User.newBuilder()
                        .setFirstName("By")
                        .setLastName("Stander")
                        .setNickname("bystander")
                        .setEmail(EMAIL)
                        .setCountry("GB"))
                .setPassword(Values.SECRET)
                .build());
        HealthGrpc.newStub(channel).watch(HealthCheckRequest.getDefaultInstance(), new Watch());
    }

    String id() {
        return user.getId();
    }

    /** One call, as it always was. */
    void look() {
        long start = System.nanoTime();
        var found = stub.withDeadlineAfter(BOUND.toNanos(), TimeUnit.NANOSECONDS)
                .getUser(GetUserRequest.newBuilder().setId(user.getId()).build());
        var taken = Duration.ofNanos(System.nanoTime() - start);
        longest = taken.compareTo(longest) > 0 ? taken : longest;
        assertThat(found).isEqualTo(user);
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /** Its watch goes on, and nothing has happened. */
    void assertUndisturbed() {
        assertThat(health).isEqualTo(List.of(ServingStatus.SERVING));
    }

    Duration longest() {
        return longest;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Watch implements StreamObserver<HealthCheckResponse> {

        @Override
        public void onNext(HealthCheckResponse answer) {
            health.add(answer.getStatus());
        }

        @Override
        public void onError(Throwable thrown) {
            health.add(thrown);
        }

        @Override
        public void onCompleted() {
            health.add("the end");
        }
    }
}
