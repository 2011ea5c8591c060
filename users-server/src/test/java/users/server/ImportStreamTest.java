package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.somebody;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.Profile;
import users.server.postgres.TestDatabase;
import users.v1.ImportOptions;
import users.v1.ImportRow;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.ImportUsersResponse.Outcome;
import users.v1.User;
import users.v1.UsersServiceGrpc;
import users.v1.Violation;

/** Imports as a foreign client makes them. */
class ImportStreamTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(POSTGRES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void rowsAreAnsweredWhenTheClientPauses() throws Exception {
        var call = begun();
        for (long i = 0; i < 3; i++) {
            call.write(row(2 * i, user()));
            call.write(row(2 * i + 1, user()));

            assertThat(call.read().getNumber()).isEqualTo(2 * i);
            assertThat(call.read().getOutcome()).isEqualTo(Outcome.CREATED);
        }
        call.halfClose();
        assertThat(call.read()).isNull();
    }

    @Test
    void aMalformedRowIsAnsweredWithAllThatIsWrongAndTheRestGoesOn() throws Exception {
        var call = begun();
        call.write(row(1, user()));
        call.write(row(
                3_017,
                user().toBuilder()
                        .setId("x")
                        .setFirstName("")
                        .setEmail("no address")
                        .setCreateTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                        .build()));
        call.write(request(ImportRow.newBuilder().setNumber(-4).setUser(user()).setPassword("short")));
        call.write(row(5, user()));
        call.halfClose();

        var results = rest(call);
        assertThat(results)
                .extracting(ImportUsersResponse::getOutcome)
                .containsExactly(Outcome.CREATED, Outcome.REJECTED, Outcome.REJECTED, Outcome.CREATED);
        assertThat(results).extracting(ImportUsersResponse::getNumber).containsExactly(1L, 3_017L, -4L, 5L);
        assertThat(results.get(1).getViolationsList())
                .extracting(Violation::getField)
                .containsExactly("user.id", "user.first_name", "user.email", "user.create_time");
        assertThat(results.get(2).getViolationsList())
                .containsExactly(Violation.newBuilder()
                        .setField("password")
                        .setDescription("must be at least 6 characters")
                        .build());
    }

    @Test
    void aHashThatCannotBeCheckedOrCostsTooMuchIsRefusedByRowAndReason() throws Exception {
        var digest = "$JLXfvZcFhIcDz7ntlWm7LOjFwhAD4etgCiWgQZ9z2v8Ab9s9C6vaa".substring(0, 54);
        var argon2 = "$uL8y0nL4kcyU1J0vnSsBdw$NDTogIh15StgQWdobgLjXhybcoIyA/Hmn8WR12nlMoo";
        var hashes = List.of(
                "$2x$12" + digest,
                "$2b$31" + digest,
                "$argon2id$v=19$m=4194304,t=2,p=1" + argon2,
                ("$argon2id$v=19$m=16384,t=2,p=1" + argon2).replaceAll(".$", ""),
                "$argon2id$v=19$m=16384,t=2,p=1" + argon2 + "\n",
                "5f4dcc3b5aa765d61d8327deb882cf99");
        var call = begun();
        for (int i = 0; i < hashes.size(); i++) {
            call.write(
                    request(ImportRow.newBuilder().setNumber(i).setUser(user()).setPasswordHash(hashes.get(i))));
        }
        call.halfClose();

        var results = rest(call);
        assertThat(results).hasSize(hashes.size()).allSatisfy(result -> {
            assertThat(result.getOutcome()).isEqualTo(Outcome.REJECTED);
            assertThat(result.getViolations(0).getField()).isEqualTo("password_hash");
            assertThat(result.getViolations(0).getDescription())
                    .startsWith("must ")
                    .doesNotContain(hashes.get((int) result.getNumber()).strip());
        });
    }

    @Test
    void theFirstMessageIsTheOptionsAndNoOtherIs() {
        assertRefused(call -> call.write(row(1, user())), "options must be set in the first message");
        assertRefused(
                call -> call.write(ImportUsersRequest.getDefaultInstance()),
                "options must be set in the first message");
        assertRefused(BlockingClientCall::halfClose, "options must be set in the first message");
        assertRefused(
                call -> {
                    call.write(options());
                    call.write(options());
                },
                "options must come once, in the first message");
        assertRefused(
                call -> {
                    call.write(options());
                    call.write(ImportUsersRequest.getDefaultInstance());
                },
                "row must be set in every message but the first");
        assertRefused(
                call -> call.write(ImportUsersRequest.newBuilder()
                        .setOptions(ImportOptions.newBuilder().setOnConflictValue(99))
                        .build()),
                "options.on_conflict must be SKIP, UPDATE or REJECT (1, 2 or 3)");
    }

    @Test
    void theRowsBeforeAMessageThatIsRefusedAreWrittenAndAnsweredAndNoneBehindIt() throws Exception {
        var user = user();
        var call = begun();
        call.write(row(1, user));
        call.write(options());
        long before = count();
        try {
            for (int i = 2; i < 3_000; i++) {
                call.write(row(i, user()));
            }
        } catch (StatusException e) {
            // It has ended in the meantime.
        }

        assertThat(call.read().getOutcome()).isEqualTo(Outcome.CREATED);
        assertThatThrownBy(call::read).isInstanceOf(StatusException.class);
        assertThat(POSTGRES.ask("select count(*) from users.users where email = '%s'".formatted(user.getEmail())))
                .isEqualTo("1");
        assertThat(count()).isLessThanOrEqualTo(before + 1);
    }

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
        Await.until(() -> POSTGRES.sessionsAtWork().equals("0"));

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
        try (var blocker = POSTGRES.connect()) {
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

    private interface Sending {
        void on(BlockingClientCall<ImportUsersRequest, ImportUsersResponse> call) throws Exception;
    }

    private static void assertEndsAtOnce(Duration deadline, Sending end) throws Exception {
        try (var blocker = POSTGRES.connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table users.users");
            var call = UsersServiceGrpc.newBlockingV2Stub(server.channel())
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .importUsers();
            call.write(options());
            call.write(row(1, user()));
            Await.until(() -> POSTGRES.sessionsAtWork().equals("1"));

            end.on(call);

            long start = System.nanoTime();
            Await.until(() -> POSTGRES.sessionsAtWork().equals("0"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            blocker.rollback();
        }
        assertThat(server.client().create(somebody()).profile()).isNotNull();
    }

    private static void assertRefused(Sending sending, String message) {
        var call = UsersServiceGrpc.newBlockingV2Stub(server.channel()).importUsers();
        ThrowingCallable read = () -> {
            sending.on(call);
            call.read();
        };
        assertThatThrownBy(read).isInstanceOfSatisfying(StatusException.class, e -> {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(e.getStatus().getDescription()).isEqualTo(message);
        });
    }

    private static BlockingClientCall<ImportUsersRequest, ImportUsersResponse> begun() throws Exception {
        var call = UsersServiceGrpc.newBlockingV2Stub(server.channel()).importUsers();
        call.write(options());
        return call;
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

    private static List<ImportUsersResponse> rest(BlockingClientCall<?, ImportUsersResponse> call) throws Exception {
        var results = new ArrayList<ImportUsersResponse>();
        while (call.hasNext()) {
            results.add(call.read());
        }
        return results;
    }

    private static ImportUsersRequest options() {
        return ImportUsersRequest.newBuilder()
                .setOptions(ImportOptions.newBuilder().setOnConflict(ImportOptions.Conflict.SKIP))
                .build();
    }

    private static ImportUsersRequest row(long number, User user) {
        return request(ImportRow.newBuilder().setNumber(number).setUser(user));
    }

    private static ImportUsersRequest request(ImportRow.Builder row) {
        return ImportUsersRequest.newBuilder().setRow(row).build();
    }

    private static User user() {
        Profile profile = somebody().profile();
        return User.newBuilder()
                .setFirstName(profile.firstName().value())
                .setLastName(profile.lastName().value())
                .setNickname(profile.nickname().value())
                .setEmail(profile.email().value())
                .setCountry(profile.country().value())
                .build();
    }

    private static long count() {
        return Long.parseLong(POSTGRES.ask("select count(*) from users.users"));
    }
}
