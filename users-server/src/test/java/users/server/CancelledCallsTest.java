package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.somebody;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.User;
import users.server.postgres.TestDatabase;
import users.v1.UpdateUserRequest;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;

/** Whoever stops waiting for a call stops PostgreSQL, too. */
class CancelledCallsTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private static TestServer server;
    private static User user;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                POSTGRES, "users.database.statement-timeout", "PT30S", "users.database.pool-size", "2");
        user = server.client().create(somebody());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aDeadlineThatPassesEndsTheStatement() throws SQLException {
        whileTheUserIsLocked(() -> {
            assertThatThrownBy(() -> update(server.stub().withDeadlineAfter(300, TimeUnit.MILLISECONDS)))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
            Await.within(A_SECOND, () -> POSTGRES.ask(WAITING).equals("0"));
        });
        theNextCallsSucceed();
    }

    /** Its client says how long it has, and waits on: it could come first otherwise. */
    @Test
    void aDeadlineThatPassesIsToldAsThat() throws SQLException {
        var timeout = new Metadata();
        timeout.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), "300m");
        try (var lines = LogLines.of("users.audit")) {
            // A deadline of the stub would take the place of the header.
            var waiting = server.stub()
                    .withDeadline(null)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(timeout));
            // Until the line is there, or the statement might still succeed.
            whileTheUserIsLocked(() -> {
                assertThatThrownBy(() -> update(waiting)).hasMessageStartingWith("DEADLINE_EXCEEDED");
                Await.until(() -> !lines.texts().isEmpty());
            });

            assertThat(lines.texts())
                    .containsExactly(
                            "users.v1.UsersService/UpdateUser by anonymous: DEADLINE_EXCEEDED, user " + user.id());
        }
    }

    @Test
    void aCallThatIsResetEndsItsStatement() throws Exception {
        var call = new AtomicReference<Thread>();
        whileTheUserIsLocked(() -> {
            var context = Context.current().withCancellation();
            call.set(Thread.startVirtualThread(() -> context.run(
                    () -> assertThatThrownBy(() -> update(server.stub())).isInstanceOf(StatusRuntimeException.class))));
            Await.within(Duration.ofSeconds(10), () -> POSTGRES.ask(WAITING).equals("1"));
            context.cancel(null);
            Await.within(A_SECOND, () -> POSTGRES.ask(WAITING).equals("0"));
        });
        call.get().join();
        theNextCallsSucceed();
    }

    @Test
    void aConnectionThatIsLostEndsTheStatementsOfItsCalls() throws Exception {
        var call = new AtomicReference<Thread>();
        whileTheUserIsLocked(() -> {
            var channel = TestServer.channel(server.server().grpcPort());
            call.set(Thread.startVirtualThread(
                    () -> assertThatThrownBy(() -> update(users.v1.UsersServiceGrpc.newBlockingStub(channel)))
                            .isInstanceOf(StatusRuntimeException.class)));
            Await.within(Duration.ofSeconds(10), () -> POSTGRES.ask(WAITING).equals("1"));
            channel.shutdownNow();
            Await.within(A_SECOND, () -> POSTGRES.ask(WAITING).equals("0"));
        });
        call.get().join();
        theNextCallsSucceed();
    }

    /** On every connection of the pool, none of which may have been left in the middle of something. */
    private static void theNextCallsSucceed() {
        for (int i = 0; i < 10; i++) {
            assertThat(server.client().get(user.id()).id()).isEqualTo(user.id());
            server.client().create(somebody());
        }
    }

    private static void update(UsersServiceBlockingStub stub) {
        var request = UpdateUserRequest.newBuilder();
        request.getUserBuilder().setId(user.id().toString()).setNickname("changed");
        stub.updateUser(request.build());
    }

    private static void whileTheUserIsLocked(Runnable test) throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from users.users where id = '%s' for update".formatted(user.id()));
            test.run();
            connection.rollback();
        }
    }
}
