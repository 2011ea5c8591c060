package users.api.grpc;

import io.grpc.Status;

/** The reasons that the contract names, each with its status; a switch over {@link users.api.UserError} picks one. */
enum Reason {
    INVALID_REQUEST(Status.Code.INVALID_ARGUMENT),
    INVALID_CREDENTIALS(Status.Code.INVALID_ARGUMENT),
    USER_NOT_FOUND(Status.Code.NOT_FOUND),
    USER_DELETED(Status.Code.NOT_FOUND),
    EMAIL_TAKEN(Status.Code.ALREADY_EXISTS),
    USER_EXISTS(Status.Code.ALREADY_EXISTS),
    USER_NOT_DELETED(Status.Code.FAILED_PRECONDITION),
    USER_DISABLED(Status.Code.FAILED_PRECONDITION),
    ETAG_MISMATCH(Status.Code.ABORTED),
    WATCH_EXPIRED(Status.Code.OUT_OF_RANGE),
    WATCH_TOO_SLOW(Status.Code.ABORTED),
    TOO_MANY_ATTEMPTS(Status.Code.RESOURCE_EXHAUSTED),
    HASHING_BUSY(Status.Code.RESOURCE_EXHAUSTED),
    LISTS_BUSY(Status.Code.RESOURCE_EXHAUSTED),
    SERVER_STOPPING(Status.Code.UNAVAILABLE),
    EXPORTS_BUSY(Status.Code.RESOURCE_EXHAUSTED),
    EXPORT_TOO_SLOW(Status.Code.ABORTED),
    UNAUTHENTICATED(Status.Code.UNAUTHENTICATED),
    ROLE_MISSING(Status.Code.PERMISSION_DENIED),
    RATE_EXCEEDED(Status.Code.RESOURCE_EXHAUSTED),
    TOO_MANY_CALLS(Status.Code.RESOURCE_EXHAUSTED),
    KEYS_UNAVAILABLE(Status.Code.UNAVAILABLE),
    DATABASE_UNAVAILABLE(Status.Code.UNAVAILABLE),
    STATEMENT_TIMEOUT(Status.Code.DEADLINE_EXCEEDED),
    INTERNAL(Status.Code.INTERNAL);

    private final Status.Code code;

    Reason(Status.Code code) {
        this.code = code;
    }

    Status.Code code() {
        return code;
    }
}
