package users.api.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import users.api.UserError;
import users.api.Violation;

/**
 * Errors as statuses and back, in the richer error model: ErrorInfo always (AIP-193), BadRequest for violations,
 * RetryInfo where a retry helps.
 */
public final class ErrorStatuses {

    private static final String DOMAIN = "users.v1";
    /** Violations beyond this are counted, so that trailers stay small whatever was sent. */
    private static final int MAXIMUM_VIOLATIONS = 20;

    private ErrorStatuses() {}

    /** The status of an error, its details in the trailers. */
    public static StatusRuntimeException encode(UserError error) {
        return switch (error) {
            case UserError.Invalid(var violations) ->
                status(Reason.INVALID_REQUEST, error, Map.of(), Optional.of(badRequest(violations)));
            case UserError.NotFound(users.api.UserId id) ->
                status(Reason.USER_NOT_FOUND, error, Map.of("id", id.toString()), Optional.empty());
            case UserError.NotFound(users.api.Email email) ->
                status(Reason.USER_NOT_FOUND, error, Map.of("email", email.value()), Optional.empty());
            case UserError.Deleted(var id) ->
                status(Reason.USER_DELETED, error, Map.of("id", id.toString()), Optional.empty());
            case UserError.EmailTaken(var email) ->
                status(Reason.EMAIL_TAKEN, error, Map.of("email", email.value()), Optional.empty());
            case UserError.StaleEtag(var current) ->
                status(Reason.ETAG_MISMATCH, error, Map.of("etag", current.toString()), Optional.empty());
            case UserError.HashingBusy(var retryAfter) ->
                status(Reason.HASHING_BUSY, error, Map.of(), Optional.of(retryInfo(retryAfter)));
            case UserError.DatabaseUnavailable(var retryAfter) ->
                status(Reason.DATABASE_UNAVAILABLE, error, Map.of(), Optional.of(retryInfo(retryAfter)));
            case UserError.StatementTimeout() -> status(Reason.STATEMENT_TIMEOUT, error, Map.of(), Optional.empty());
            case UserError.Internal(var errorId) ->
                status(Reason.INTERNAL, error, Map.of("error_id", errorId), Optional.empty());
            case UserError.Unreachable(var reason) ->
                Status.UNAVAILABLE.withDescription(reason).asRuntimeException();
            case UserError.Refused(var code, var reason) ->
                Status.Code.valueOf(code).toStatus().withDescription(reason).asRuntimeException();
        };
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
                .setMessage(message(error))
                .addDetails(Any.pack(info));
        detail.ifPresent(message -> status.addDetails(Any.pack(message)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static String message(UserError error) {
        return switch (error) {
            case UserError.Invalid(var violations)
            when violations.size() > MAXIMUM_VIOLATIONS -> new UserError.Invalid(capped(violations)).message();
            case UserError any -> any.message();
        };
    }

    private static BadRequest badRequest(List<Violation> violations) {
        var detail = BadRequest.newBuilder();
        capped(violations)
                .forEach(violation -> detail.addFieldViolationsBuilder()
                        .setField(violation.field())
                        .setDescription(violation.description()));
        return detail.build();
    }

    private static List<Violation> capped(List<Violation> violations) {
        if (violations.size() <= MAXIMUM_VIOLATIONS) {
            return violations;
        }
        var last = violations.get(MAXIMUM_VIOLATIONS - 1);
        var rest = new Violation(
                last.field(),
                last.description() + " (and %,d more violations)".formatted(violations.size() - MAXIMUM_VIOLATIONS));
        return java.util.stream.Stream.concat(
                        violations.stream().limit(MAXIMUM_VIOLATIONS - 1L), java.util.stream.Stream.of(rest))
                .toList();
    }

    private static RetryInfo retryInfo(java.time.Duration after) {
        return RetryInfo.newBuilder()
                .setRetryDelay(
                        Duration.newBuilder().setSeconds(after.toSeconds()).setNanos(after.toNanosPart()))
                .build();
    }
}
