package users.api.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import users.api.Email;
import users.api.UserError;
import users.api.UserId;
import users.api.Violation;

/**
 * Errors as statuses and back, in the richer error model: ErrorInfo always (AIP-193), BadRequest for violations,
 * RetryInfo where a retry helps.
 */
public final class ErrorStatuses {

    private static final String DOMAIN = "users.v1";

    private ErrorStatuses() {}

    /** The status of an error, its details in the trailers. */
    public static StatusRuntimeException encode(UserError error) {
        return switch (error) {
            case UserError.Invalid(var violations) -> invalid(ViolationLimit.cut(violations));
            case UserError.NotFound(UserId id) -> status(Reason.USER_NOT_FOUND, error, Map.of("id", id.toString()));
            case UserError.NotFound(Email email) ->
                status(Reason.USER_NOT_FOUND, error, Map.of("email", email.value()));
            case UserError.Deleted(var id) -> status(Reason.USER_DELETED, error, Map.of("id", id.toString()));
            case UserError.Exists(var id) -> status(Reason.USER_EXISTS, error, Map.of("id", id.toString()));
            case UserError.NotDeleted(var id) -> status(Reason.USER_NOT_DELETED, error, Map.of("id", id.toString()));
            case UserError.EmailTaken(var email, var holder) ->
                status(Reason.EMAIL_TAKEN, error, Map.of("email", email.value(), "id", holder.toString()));
            case UserError.StaleEtag(var current) ->
                status(Reason.ETAG_MISMATCH, error, Map.of("etag", current.toString()));
            case UserError.InvalidCredentials() -> status(Reason.INVALID_CREDENTIALS, error, Map.of());
            case UserError.Disabled(var id, var reason) ->
                status(Reason.USER_DISABLED, error, Map.of("id", id.toString(), "reason", reason));
            case UserError.WatchExpired() -> status(Reason.WATCH_EXPIRED, error, Map.of());
            case UserError.WatchTooSlow() -> status(Reason.WATCH_TOO_SLOW, error, Map.of());
            case UserError.TooManyAttempts(var retryAfter) ->
                status(Reason.TOO_MANY_ATTEMPTS, error, retryInfo(retryAfter));
            case UserError.HashingBusy(var retryAfter) -> status(Reason.HASHING_BUSY, error, retryInfo(retryAfter));
            case UserError.ListsBusy(var retryAfter) -> status(Reason.LISTS_BUSY, error, retryInfo(retryAfter));
            case UserError.ServerStopping(var retryAfter) ->
                status(Reason.SERVER_STOPPING, error, retryInfo(retryAfter));
            case UserError.ExportsBusy(var retryAfter) -> status(Reason.EXPORTS_BUSY, error, retryInfo(retryAfter));
            case UserError.ExportTooSlow() -> status(Reason.EXPORT_TOO_SLOW, error, Map.of());
            case UserError.Unauthenticated(var fault) ->
                status(Reason.UNAUTHENTICATED, error, Map.of("fault", fault.name()));
            case UserError.RoleMissing(var role) -> status(Reason.ROLE_MISSING, error, Map.of("role", role.toString()));
            case UserError.RateExceeded(var retryAfter) -> status(Reason.RATE_EXCEEDED, error, retryInfo(retryAfter));
            case UserError.TooManyCalls(var retryAfter) -> status(Reason.TOO_MANY_CALLS, error, retryInfo(retryAfter));
            case UserError.KeysUnavailable(var retryAfter) ->
                status(Reason.KEYS_UNAVAILABLE, error, retryInfo(retryAfter));
            case UserError.DatabaseUnavailable(var retryAfter) ->
                status(Reason.DATABASE_UNAVAILABLE, error, retryInfo(retryAfter));
            case UserError.StatementTimeout() -> status(Reason.STATEMENT_TIMEOUT, error, Map.of());
            case UserError.Internal(var errorId) -> status(Reason.INTERNAL, error, Map.of("error_id", errorId));
            case UserError.Unreachable(var reason) ->
                Status.UNAVAILABLE.withDescription(reason).asRuntimeException();
            case UserError.Refused(var code, var reason) ->
                Status.Code.valueOf(code).toStatus().withDescription(reason).asRuntimeException();
        };
    }

    private static StatusRuntimeException invalid(List<Violation> violations) {
        var detail = BadRequest.newBuilder();
        violations.forEach(violation ->
                detail.addFieldViolationsBuilder().setField(violation.field()).setDescription(violation.description()));
        return status(Reason.INVALID_REQUEST, new UserError.Invalid(violations), detail.build());
    }

    private static StatusRuntimeException status(Reason reason, UserError error, Map<String, String> metadata) {
        return status(reason, error, metadata, Optional.empty());
    }

    private static StatusRuntimeException status(Reason reason, UserError error, Message detail) {
        return status(reason, error, Map.of(), Optional.of(detail));
    }

    private static StatusRuntimeException status(
            Reason reason, UserError error, Map<String, String> metadata, Optional<Message> detail) {
        var info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(reason.name())
                .putAllMetadata(metadata)
                .build();
        var status = com.google.rpc.Status.newBuilder()
                .setCode(reason.code().value())
                .setMessage(error.message())
                .addDetails(Any.pack(info));
        detail.ifPresent(message -> status.addDetails(Any.pack(message)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static RetryInfo retryInfo(Duration after) {
        var detail = RetryInfo.newBuilder();
        detail.getRetryDelayBuilder().setSeconds(after.toSeconds()).setNanos(after.toNanosPart());
        return detail.build();
    }
}
