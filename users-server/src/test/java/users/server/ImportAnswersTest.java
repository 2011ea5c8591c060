package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import users.v1.ImportOptions;
import users.v1.ImportRow;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.ImportUsersResponse.Outcome;
import users.v1.UsersServiceGrpc;
import users.v1.Violation;

/** What is answered to rows, and to messages that are none. */
class ImportAnswersTest extends ImportSession {

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
        assertThat(postgres.ask("select count(*) from users.users where email = '%s'".formatted(user.getEmail())))
                .isEqualTo("1");
        assertThat(count()).isLessThanOrEqualTo(before + 1);
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
}
