package users.api.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;
import users.api.CredentialFault;
import users.api.Email;
import users.api.Etag;
import users.api.Role;
import users.api.UserError;
import users.api.UserId;
import users.api.Violation;

/** Statuses as a client gets them, read back into errors; the inverse of {@link ErrorStatuses}. */
public final class StatusErrors {

    /** Of what a server may ask; also keeps arithmetic with it from overflowing. */
    private static final Duration MAXIMUM_RETRY_DELAY = Duration.ofDays(1);

    private StatusErrors() {}

    /** The error that a call failed with. */
    public static UserError decode(StatusRuntimeException exception) {
        var code = exception.getStatus().getCode();
        var text = Optional.ofNullable(exception.getStatus().getDescription()).orElse("");
        var status = StatusProto.fromThrowable(exception);
        var info = status == null ? Optional.<ErrorInfo>empty() : detail(status, ErrorInfo.class);
        if (status != null && info.isPresent()) {
            try {
                return decode(status, info.get());
            } catch (IllegalArgumentException e) {
                // A reason or a value of a newer server: what it says in words is still good.
                return new UserError.Refused(code.name(), text);
            }
        }
        return switch (code) {
            case UNAVAILABLE -> new UserError.Unreachable(reason(exception.getStatus(), text));
            default -> new UserError.Refused(code.name(), text);
        };
    }

    private static UserError decode(com.google.rpc.Status status, ErrorInfo info) {
        return switch (Reason.valueOf(info.getReason())) {
            case INVALID_REQUEST ->
                new UserError.Invalid(
                        detail(status, BadRequest.class)
                                .orElseThrow(IllegalArgumentException::new)
                                .getFieldViolationsList()
                                .stream()
                                .map(violation -> new Violation(violation.getField(), violation.getDescription()))
                                .toList());
            case USER_NOT_FOUND ->
                new UserError.NotFound(
                        info.containsMetadata("id")
                                ? UserId.parse(metadata(info, "id"))
                                : new Email(metadata(info, "email")));
            case USER_DELETED -> new UserError.Deleted(UserId.parse(metadata(info, "id")));
            case USER_EXISTS -> new UserError.Exists(UserId.parse(metadata(info, "id")));
            case USER_NOT_DELETED -> new UserError.NotDeleted(UserId.parse(metadata(info, "id")));
            case EMAIL_TAKEN ->
                new UserError.EmailTaken(new Email(metadata(info, "email")), UserId.parse(metadata(info, "id")));
            case ETAG_MISMATCH -> new UserError.StaleEtag(Etag.parse(metadata(info, "etag")));
            case INVALID_CREDENTIALS -> new UserError.InvalidCredentials();
            case USER_DISABLED -> new UserError.Disabled(UserId.parse(metadata(info, "id")), metadata(info, "reason"));
            case WATCH_EXPIRED -> new UserError.WatchExpired();
            case WATCH_TOO_SLOW -> new UserError.WatchTooSlow();
            case TOO_MANY_ATTEMPTS -> new UserError.TooManyAttempts(retryAfter(status));
            case HASHING_BUSY -> new UserError.HashingBusy(retryAfter(status));
            case LISTS_BUSY -> new UserError.ListsBusy(retryAfter(status));
            case SERVER_STOPPING -> new UserError.ServerStopping(retryAfter(status));
            case EXPORTS_BUSY -> new UserError.ExportsBusy(retryAfter(status));
            case EXPORT_TOO_SLOW -> new UserError.ExportTooSlow();
            case UNAUTHENTICATED -> new UserError.Unauthenticated(CredentialFault.valueOf(metadata(info, "fault")));
            case ROLE_MISSING ->
                new UserError.RoleMissing(
                        Role.named(metadata(info, "role")).orElseThrow(IllegalArgumentException::new));
            case RATE_EXCEEDED -> new UserError.RateExceeded(retryAfter(status));
            case TOO_MANY_CALLS -> new UserError.TooManyCalls(retryAfter(status));
            case KEYS_UNAVAILABLE -> new UserError.KeysUnavailable(retryAfter(status));
            case DATABASE_UNAVAILABLE -> new UserError.DatabaseUnavailable(retryAfter(status));
            case STATEMENT_TIMEOUT -> new UserError.StatementTimeout();
            case INTERNAL -> new UserError.Internal(metadata(info, "error_id"));
        };
    }

    /** The channel's first line, and behind it what the system says, such as "Connection refused". */
    private static String reason(Status status, String text) {
        var line = text.lines().findFirst().orElse("");
        return Optional.ofNullable(status.getCause())
                .map(cause -> line + ": " + cause.getMessage())
                .orElse(line);
    }

    private static String metadata(ErrorInfo info, String key) {
        return info.getMetadataOrThrow(key);
    }

    private static Duration retryAfter(com.google.rpc.Status status) {
        return detail(status, RetryInfo.class)
                .map(RetryInfo::getRetryDelay)
                .map(delay -> Duration.ofSeconds(
                        Math.clamp(delay.getSeconds(), 0, MAXIMUM_RETRY_DELAY.toSeconds()), delay.getNanos()))
                .orElse(Duration.ZERO);
    }

    private static <T extends Message> Optional<T> detail(com.google.rpc.Status status, Class<T> type) {
        for (var any : status.getDetailsList()) {
            if (any.is(type)) {
                try {
                    return Optional.of(any.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
