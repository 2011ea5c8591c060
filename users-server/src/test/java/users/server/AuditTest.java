package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.rehearsing;
import static users.server.contract.Rows.row;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.api.ImportOptions.Conflict;
import users.api.Password;
import users.api.UserException;
import users.api.UserQuery;
import users.api.Users;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.contract.People;
import users.v1.DeleteUserRequest;
import users.v1.UsersServiceGrpc;

/** What is told of writes: who, what, whom, and whether it was done. */
class AuditTest extends CallersTest {

    private final LogLines lines = LogLines.of("users.audit");

    @AfterEach
    void leave() {
        lines.close();
    }

    @Test
    void eachWriteIsOneLineWithItsUser() {
        var ops = users("ops", "users.admin");
        var user = ops.create(People.somebody());
        ops.update(People.change(user.id()).nickname("other").update());
        ops.delete(People.deletion(user.id()));
        ops.undelete(user.id());
        ops.setPassword(user.id(), new Password("a-longer-password"));
        ops.verifyPassword(user.profile().email(), new Password("a-longer-password"));
        ops.get(user.id());
        ops.list(new UserQuery(Filter.ALL, 10, Optional.empty()));

        assertThat(lines.texts())
                .containsExactly(
                        "users.v1.UsersService/CreateUser by ops: OK, user " + user.id(),
                        "users.v1.UsersService/UpdateUser by ops: OK, user " + user.id(),
                        "users.v1.UsersService/DeleteUser by ops: OK, user " + user.id(),
                        "users.v1.UsersService/UndeleteUser by ops: OK, user " + user.id(),
                        "users.v1.UsersService/SetPassword by ops: OK, user " + user.id(),
                        "users.v1.UsersService/VerifyPassword by ops: OK, user " + user.id());
    }

    @Test
    void whatIsRefusedIsToldToo() {
        var id = People.nobody();
        assertThatThrownBy(() -> users("ops", "users.admin").delete(People.deletion(id)))
                .isInstanceOf(UserException.class);
        assertThatThrownBy(() -> users("reports", "users.reader").delete(People.deletion(id)))
                .isInstanceOf(UserException.class);
        assertThatThrownBy(() -> server.stub().deleteUser(DeleteUserRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class);
        assertThatThrownBy(() -> users("shop", "users.writer")
                        .verifyPassword(People.somebody().profile().email(), new Password("a-guess")))
                .isInstanceOf(UserException.class);

        assertThat(lines.texts())
                .containsExactly(
                        "users.v1.UsersService/DeleteUser by ops: NOT_FOUND USER_NOT_FOUND, user " + id,
                        "users.v1.UsersService/DeleteUser by reports: PERMISSION_DENIED ROLE_MISSING",
                        "users.v1.UsersService/DeleteUser by anonymous: UNAUTHENTICATED UNAUTHENTICATED",
                        "users.v1.UsersService/VerifyPassword by shop: INVALID_ARGUMENT INVALID_CREDENTIALS");
    }

    @Test
    void whatIsNoIdIsNotTakenForOne() {
        var stub = UsersServiceGrpc.newBlockingStub(Bearer.on(server.channel(), ISSUER.token("ops", "users.admin")));
        for (var id : List.of("jack@test.com", "x".repeat(100_000))) {
            var request = DeleteUserRequest.newBuilder().setId(id).build();
            assertThatThrownBy(() -> stub.deleteUser(request)).isInstanceOf(StatusRuntimeException.class);
        }

        assertThat(lines.texts())
                .hasSize(2)
                .containsOnly("users.v1.UsersService/DeleteUser by ops: INVALID_ARGUMENT INVALID_REQUEST");
    }

    @Test
    void whatIsOnlyCheckedAndWhatTakesHashesIsToldAsThat() {
        var ops = users("ops", "users.admin");
        var user = ops.create(People.somebody());
        ops.delete(People.deletion(user.id()), new WriteOptions(Optional.empty(), true));
        ops.importUsers(
                rehearsing(Conflict.REJECT), List.of(row(People.somebody().profile())));
        try (var export = ops.export(Filter.email(user.profile().email()), true)) {
            assertThat(export).hasSize(1);
        }

        assertThat(lines.texts())
                .containsExactly(
                        "users.v1.UsersService/CreateUser by ops: OK, user " + user.id(),
                        "users.v1.UsersService/DeleteUser by ops: OK, user " + user.id() + ", validate_only",
                        "users.v1.UsersService/ImportUsers by ops: OK, validate_only, 1 answers",
                        "users.v1.UsersService/ExportUsers by ops: OK, include_password_hashes, 1 answers");
    }

    @Test
    void aStreamIsOneLineWithHowFarItCame() {
        var ops = users("ops@example.test", "users.admin");
        ops.importUsers(
                options(Conflict.REJECT),
                List.of(row(People.somebody().profile()), row(People.somebody().profile())));
        int count;
        try (var export = ops.export(Filter.ALL)) {
            count = export.toList().size();
        }

        assertThat(lines.texts())
                .containsExactly(
                        "users.v1.UsersService/ImportUsers by ops@example.test: OK, 2 answers",
                        "users.v1.UsersService/ExportUsers by ops@example.test: OK, " + count + " answers");
    }

    private static Users users(String name, String role) {
        return new UsersClient(Bearer.on(server.channel(), ISSUER.token(name, role)), Duration.ofSeconds(10));
    }
}
