package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import users.api.CredentialFault;
import users.api.Email;
import users.api.Etag;
import users.api.Role;
import users.api.UserError;
import users.api.UserId;
import users.api.Violation;

final class ErrorStatusesTest {

    private static final UserId ID = UserId.parse("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");

    static List<UserError> errors() {
        return List.of(
                new UserError.Invalid(List.of(new Violation("user.email", "must not be empty"))),
                new UserError.NotFound(ID),
                new UserError.NotFound(new Email("zoë@例.test")),
                new UserError.Deleted(ID),
                new UserError.Exists(ID),
                new UserError.NotDeleted(ID),
                new UserError.EmailTaken(new Email("jack@test.com"), ID),
                new UserError.StaleEtag(new Etag(7)),
                new UserError.InvalidCredentials(),
                new UserError.Disabled(ID, "on leave"),
                new UserError.WatchExpired(),
                new UserError.WatchTooSlow(),
                new UserError.TooManyAttempts(Duration.ofSeconds(8)),
                new UserError.HashingBusy(Duration.ofMillis(1500)),
                new UserError.ListsBusy(Duration.ofSeconds(1)),
                new UserError.ExportsBusy(Duration.ofSeconds(10)),
                new UserError.ExportTooSlow(),
                new UserError.Unauthenticated(CredentialFault.TOKEN_AUDIENCE),
                new UserError.RoleMissing(Role.ADMIN),
                new UserError.RateExceeded(Duration.ofMillis(1500)),
                new UserError.TooManyCalls(Duration.ofSeconds(1)),
                new UserError.KeysUnavailable(Duration.ofSeconds(5)),
                new UserError.ServerStopping(Duration.ofSeconds(1)),
                new UserError.DatabaseUnavailable(Duration.ofSeconds(1)),
                new UserError.StatementTimeout(),
                new UserError.Internal("0198c5f4"),
                new UserError.Unreachable("nobody listens"),
                new UserError.Refused("CANCELLED", "by the caller"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsReadBackFromItsStatus(UserError error) {
        assertThat(StatusErrors.decode(ErrorStatuses.encode(error))).isEqualTo(error);
    }

    @Test
    void noErrorIsForgottenHere() {
        assertThat(errors()).extracting(error -> (Object) error.getClass()).contains((Object[])
                UserError.class.getPermittedSubclasses());
    }

    @Test
    void everyStatusHasTheCodeReasonAndMetadataOfTheContract() {
        assertStatus(new UserError.Invalid(List.of()), Status.Code.INVALID_ARGUMENT, "INVALID_REQUEST", Map.of());
        assertStatus(new UserError.NotFound(ID), Status.Code.NOT_FOUND, "USER_NOT_FOUND", Map.of("id", ID.toString()));
        assertStatus(
                new UserError.NotFound(new Email("A@b.c")),
                Status.Code.NOT_FOUND,
                "USER_NOT_FOUND",
                Map.of("email", "A@b.c"));
        assertStatus(new UserError.Deleted(ID), Status.Code.NOT_FOUND, "USER_DELETED", Map.of("id", ID.toString()));
        assertStatus(
                new UserError.EmailTaken(new Email("A@b.c"), ID),
                Status.Code.ALREADY_EXISTS,
                "EMAIL_TAKEN",
                Map.of("email", "A@b.c", "id", ID.toString()));
        assertStatus(new UserError.Exists(ID), Status.Code.ALREADY_EXISTS, "USER_EXISTS", Map.of("id", ID.toString()));
        assertStatus(
                new UserError.NotDeleted(ID),
                Status.Code.FAILED_PRECONDITION,
                "USER_NOT_DELETED",
                Map.of("id", ID.toString()));
        assertStatus(new UserError.InvalidCredentials(), Status.Code.INVALID_ARGUMENT, "INVALID_CREDENTIALS", Map.of());
        assertStatus(
                new UserError.Disabled(ID, "on leave"),
                Status.Code.FAILED_PRECONDITION,
                "USER_DISABLED",
                Map.of("id", ID.toString(), "reason", "on leave"));
        assertStatus(new UserError.WatchExpired(), Status.Code.OUT_OF_RANGE, "WATCH_EXPIRED", Map.of());
        assertStatus(new UserError.WatchTooSlow(), Status.Code.ABORTED, "WATCH_TOO_SLOW", Map.of());
        assertStatus(
                new UserError.TooManyAttempts(Duration.ZERO),
                Status.Code.RESOURCE_EXHAUSTED,
                "TOO_MANY_ATTEMPTS",
                Map.of());
        assertStatus(new UserError.StaleEtag(new Etag(7)), Status.Code.ABORTED, "ETAG_MISMATCH", Map.of("etag", "7"));
        assertStatus(
                new UserError.HashingBusy(Duration.ZERO), Status.Code.RESOURCE_EXHAUSTED, "HASHING_BUSY", Map.of());
        assertStatus(
                new UserError.ExportsBusy(Duration.ZERO), Status.Code.RESOURCE_EXHAUSTED, "EXPORTS_BUSY", Map.of());
        assertStatus(new UserError.ExportTooSlow(), Status.Code.ABORTED, "EXPORT_TOO_SLOW", Map.of());
        assertStatus(
                new UserError.Unauthenticated(CredentialFault.MISSING),
                Status.Code.UNAUTHENTICATED,
                "UNAUTHENTICATED",
                Map.of("fault", "MISSING"));
        assertStatus(
                new UserError.RoleMissing(Role.READER),
                Status.Code.PERMISSION_DENIED,
                "ROLE_MISSING",
                Map.of("role", "users.reader"));
        assertStatus(
                new UserError.RateExceeded(Duration.ZERO), Status.Code.RESOURCE_EXHAUSTED, "RATE_EXCEEDED", Map.of());
        assertStatus(
                new UserError.TooManyCalls(Duration.ZERO), Status.Code.RESOURCE_EXHAUSTED, "TOO_MANY_CALLS", Map.of());
        assertStatus(
                new UserError.KeysUnavailable(Duration.ZERO), Status.Code.UNAVAILABLE, "KEYS_UNAVAILABLE", Map.of());
        assertStatus(new UserError.ListsBusy(Duration.ZERO), Status.Code.RESOURCE_EXHAUSTED, "LISTS_BUSY", Map.of());
        assertStatus(new UserError.ServerStopping(Duration.ZERO), Status.Code.UNAVAILABLE, "SERVER_STOPPING", Map.of());
        assertStatus(
                new UserError.DatabaseUnavailable(Duration.ZERO),
                Status.Code.UNAVAILABLE,
                "DATABASE_UNAVAILABLE",
                Map.of());
        assertStatus(new UserError.StatementTimeout(), Status.Code.DEADLINE_EXCEEDED, "STATEMENT_TIMEOUT", Map.of());
        assertStatus(new UserError.Internal("e"), Status.Code.INTERNAL, "INTERNAL", Map.of("error_id", "e"));
    }

    private static void assertStatus(UserError error, Status.Code code, String reason, Map<String, String> metadata) {
        var exception = ErrorStatuses.encode(error);
        assertThat(exception.getStatus().getCode()).isEqualTo(code);
        assertThat(exception.getStatus().getDescription()).isEqualTo(error.message());
        assertThat(info(exception))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setDomain("users.v1")
                        .setReason(reason)
                        .putAllMetadata(metadata)
                        .build());
    }

    private static ErrorInfo info(StatusRuntimeException exception) {
        var status = StatusProto.fromThrowable(exception);
        assertThat(status).isNotNull();
        try {
            return status.getDetails(0).unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("ErrorInfo comes first", e);
        }
    }
}
