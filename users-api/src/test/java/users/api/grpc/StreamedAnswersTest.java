package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.api.Credential;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Password;
import users.api.Profile;
import users.api.UserError;
import users.api.UserId;
import users.api.filter.Filter;
import users.v1.ExportUsersRequest;
import users.v1.ExportUsersResponse;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.UsersServiceGrpc.UsersServiceImplBase;

/** The client of imports and exports, at a server that does what a test wants. */
final class StreamedAnswersTest {

    private static final ImportOptions OPTIONS = new ImportOptions(false, ImportOptions.Conflict.SKIP, false);
    private static final Profile PROFILE = SampleUsers.profile(new Random(3));
    private static final UserId ID = SampleUsers.id(new Random(4));

    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile Optional<UserError> failure = Optional.empty();
    private volatile ImportUsersResponse.Outcome outcome = ImportUsersResponse.Outcome.CREATED;
    private volatile boolean silent;
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
                .addService(new Service())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress(new InetSocketAddress(loopback, server.getPort()))
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void rowsOfAnyNumberAreAnsweredByOneCallAndWiped() {
        var password = new Password("a-test-pw");
        var first = new ImportRow(-1, Optional.of(ID), PROFILE, Optional.empty(), new Credential.Plain(password));
        var rows = Stream.concat(Stream.of(first), LongStream.range(0, 5_000).mapToObj(StreamedAnswersTest::row));

        try (var results = client().importUsers(OPTIONS, rows.iterator())) {
            assertThat(results.map(ImportResult::number))
                    .containsExactlyElementsOf(
                            LongStream.range(-1, 5_000).boxed().toList());
        }
        assertThat(password.<String>reveal(String::new)).isEqualTo("\0".repeat(9));
    }

    @Test
    void whatTheRowsThrowComesOutOfTheResults() {
        Iterator<ImportRow> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ImportRow next() {
                throw new NoSuchElementException("line 3 is none");
            }
        };

        try (var results = client().importUsers(OPTIONS, broken)) {
            assertThatThrownBy(results::toList)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("line 3 is none");
        }
    }

    @Test
    void whatTheServerRefusesIsThrownAndThePasswordsAreWiped() {
        failure = Optional.of(new UserError.StatementTimeout());
        var password = new Password("a-test-pw");
        var row = new ImportRow(1, Optional.empty(), PROFILE, Optional.empty(), new Credential.Plain(password));

        assertThat(Refused.error(() -> client().importUsers(OPTIONS, List.of(row))))
                .isEqualTo(new UserError.StatementTimeout());
        assertThat(Refused.error(() -> client().export(Filter.ALL).toList()))
                .isEqualTo(new UserError.StatementTimeout());
        assertThat(password.<String>reveal(String::new)).isEqualTo("\0".repeat(9));
    }

    @Test
    void anAnswerThatMakesNoSenseIsNotTheCallersFault() {
        outcome = ImportUsersResponse.Outcome.OUTCOME_UNSPECIFIED;

        assertThat(Refused.error(() -> client().importUsers(OPTIONS, List.of(row(1)))))
                .isEqualTo(new UserError.Refused("INTERNAL", "the server's answer makes no sense: must be an outcome"));
        assertThat(Refused.error(() -> client().export(Filter.ALL).toList())).isInstanceOf(UserError.Refused.class);
    }

    @Test
    void whoClosesTheResultsCancelsTheCall() throws InterruptedException {
        silent = true;
        try (var results = client().importUsers(OPTIONS, List.of(row(1)).iterator())) {
            assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(results.isParallel()).isFalse();
        }

        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptEndsTheCall() throws InterruptedException {
        silent = true;
        var reader = Thread.currentThread();
        Thread.startVirtualThread(() -> {
            try {
                received.await();
                reader.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(Refused.error(() -> client().importUsers(OPTIONS, List.of(row(1)))))
                .isEqualTo(new UserError.Refused("CANCELLED", "interrupted"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private UsersClient client() {
        return new UsersClient(channel, Duration.ofSeconds(30));
    }

    private static ImportRow row(long number) {
        return new ImportRow(number, Optional.empty(), PROFILE, Optional.empty(), new Credential.None());
    }

    private final class Service extends UsersServiceImplBase {

        @Override
        public StreamObserver<ImportUsersRequest> importUsers(StreamObserver<ImportUsersResponse> answers) {
            ((ServerCallStreamObserver<ImportUsersResponse>) answers).setOnCancelHandler(cancelled::countDown);
            return new StreamObserver<>() {
                @Override
                public void onNext(ImportUsersRequest request) {
                    received.countDown();
                    if (failure.isPresent()) {
                        answers.onError(ErrorStatuses.encode(failure.get()));
                    } else if (request.hasRow() && !silent) {
                        answers.onNext(ImportUsersResponse.newBuilder()
                                .setNumber(request.getRow().getNumber())
                                .setOutcome(outcome)
                                .setId(ID.toString())
                                .build());
                    }
                }

                @Override
                public void onError(Throwable cancellation) {}

                @Override
                public void onCompleted() {
                    if (!silent && failure.isEmpty()) {
                        answers.onCompleted();
                    }
                }
            };
        }

        @Override
        public void exportUsers(ExportUsersRequest request, StreamObserver<ExportUsersResponse> answers) {
            if (failure.isPresent()) {
                answers.onError(ErrorStatuses.encode(failure.get()));
            } else {
                answers.onNext(ExportUsersResponse.getDefaultInstance());
                answers.onCompleted();
            }
        }
    }
}
