package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.somebody;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.ImportUsersResponse.Outcome;
import users.v1.User;
import users.v1.UsersServiceGrpc;

/** Imports that stall or end before their last row. */
class ImportBreakOffTest extends ImportSession {

    @Test
    void anImportThatBrokeOffIsResumedBySendingItAgain() throws Exception {
        var users = new ArrayList<User>();
        for (int i = 0; i < 2_500; i++) {
            users.add(user());
        }
        var broken = begun();
        for (int i = 0; i < 1_500; i++) {
            broken.write(row(i, users.get(i)));
        }
        assertThat(broken.read().getOutcome()).isEqualTo(Outcome.CREATED);
        broken.cancel("lost", null);
        Await.until(() -> postgres.sessionsAtWork().equals("0"));

        var call = begun();
        var sender = Thread.startVirtualThread(() -> send(call, users));
        var results = rest(call);
        sender.join();

        assertThat(results).hasSize(2_500);
        assertThat(results.getFirst().getOutcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(results.getLast().getOutcome()).isEqualTo(Outcome.CREATED);
        assertThat(results)
                .extracting(ImportUsersResponse::getOutcome)
                .containsOnly(Outcome.UNCHANGED, Outcome.CREATED);
    }

    @Test
    void whoDoesNotReadItsResultsIsNotReadEither() throws Exception {
        var before = count();
        var call = begun();
        int sent = 0;
        try {
            for (; sent < 100_000; sent++) {
                call.write(row(sent, user()), 3, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            // No more is taken.
        }

        assertThat(sent).isLessThan(100_000);
        assertThat(count() - before).isPositive().isLessThanOrEqualTo(sent);
        call.cancel("enough", null);
    }

    @Test
    void aCancelledImportEndsInTheDatabaseAtOnce() throws Exception {
        assertEndsAtOnce(Duration.ofMinutes(1), call -> call.cancel("enough", null));
    }

    @Test
    void anImportThatReachesItsDeadlineEndsInTheDatabaseAtOnce() throws Exception {
        assertEndsAtOnce(
                Duration.ofSeconds(2),
                call -> assertThatThrownBy(call::read)
                        .isInstanceOfSatisfying(
                                StatusException.class,
                                e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED)));
    }

    @Test
    void aStatementThatTakesTooLongIsNoInternalError() throws Exception {
        try (var blocker = postgres.connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table users.users");
            var call = begun();
            call.write(row(1, user()));

            assertThatThrownBy(call::read).isInstanceOfSatisfying(StatusException.class, e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
                assertThat(StatusProto.fromThrowable(e)).asString().contains("STATEMENT_TIMEOUT");
            });
            blocker.rollback();
        }
    }

    private static void assertEndsAtOnce(Duration deadline, Sending end) throws Exception {
        try (var blocker = postgres.connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table users.users");
            var call = UsersServiceGrpc.newBlockingV2Stub(server.channel())
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .importUsers();
            call.write(options());
            call.write(row(1, user()));
            Await.until(() -> postgres.sessionsAtWork().equals("1"));

            end.on(call);

            long start = System.nanoTime();
            Await.until(() -> postgres.sessionsAtWork().equals("0"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            blocker.rollback();
        }
        assertThat(server.client().create(somebody()).profile()).isNotNull();
    }

    private static void send(BlockingClientCall<ImportUsersRequest, ImportUsersResponse> call, List<User> users) {
        try {
            for (int i = 0; i < users.size(); i++) {
                call.write(row(i, users.get(i)));
            }
            call.halfClose();
        } catch (StatusException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
