package users.api;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Every way in which a call can fail that somebody foresaw. */
public sealed interface UserError {

    /** The request breaks rules; all of them are listed. */
    record Invalid(List<Violation> violations) implements UserError {}

    /** Nobody has this id or e-mail. */
    record NotFound(UserKey key) implements UserError {}

    /** The user that had it is in the recycle bin. */
    record Deleted(UserId id) implements UserError {}

    /** The user is not in the recycle bin, so that it cannot be taken out. */
    record Exists(UserId id) implements UserError {}

    /** The user is not in the recycle bin, so that it cannot be purged. */
    record NotDeleted(UserId id) implements UserError {}

    /** Another user, {@code holder}, has this e-mail. */
    record EmailTaken(Email email, UserId holder) implements UserError {}

    /** The user was changed since the version that the caller knows; {@code current} is the one of now. */
    record StaleEtag(Etag current) implements UserError {}

    /** No such user, or not its password. */
    record InvalidCredentials() implements UserError {}

    /** The password is right, but its user must not sign in. */
    record Disabled(UserId id, String reason) implements UserError {}

    /** Too many wrong passwords in a row. */
    record TooManyAttempts(Duration retryAfter) implements UserError {}

    /** What happened since a watch was broken off is not known any more. */
    record WatchExpired() implements UserError {}

    /** The events of a watch were not taken as fast as they came. */
    record WatchTooSlow() implements UserError {}

    /** Too many passwords wait to be hashed. */
    record HashingBusy(Duration retryAfter) implements UserError {}

    /** Too many lists are being read: other calls need the rest of the database's connections. */
    record ListsBusy(Duration retryAfter) implements UserError {}

    /** The server stops, and what it streams with it. */
    record ServerStopping(Duration retryAfter) implements UserError {}
    /** Too many exports are running: each has a snapshot that the database must keep. */
    record ExportsBusy(Duration retryAfter) implements UserError {}

    /** An export was not read for too long, or took too long in all: its snapshot was let go. */
    record ExportTooSlow() implements UserError {}

    /** It is not known who calls. */
    record Unauthenticated(CredentialFault fault) implements UserError {}

    /** The caller is known and has not the role that this needs. */
    record RoleMissing(Role role) implements UserError {}

    /** Too many calls in a short time. */
    record RateExceeded(Duration retryAfter) implements UserError {}

    /** The caller has too many calls at a time. */
    record TooManyCalls(Duration retryAfter) implements UserError {}

    /** The keys that tokens are checked with cannot be had. */
    record KeysUnavailable(Duration retryAfter) implements UserError {}

    /** The database does not answer. */
    record DatabaseUnavailable(Duration retryAfter) implements UserError {}

    /** The database answered too late. */
    record StatementTimeout() implements UserError {}

    /** Nobody foresaw it; the server's log has more under the same id. */
    record Internal(String errorId) implements UserError {}

    /** No server could be reached; known to clients alone. */
    record Unreachable(String reason) implements UserError {}

    /**
     * A status that says no more than this: from a proxy, or a server of another version; known to clients alone.
     *
     * @param code name of a gRPC status code, such as {@code CANCELLED}
     */
    record Refused(String code, String reason) implements UserError {}

    /** One sentence for people, without a full stop. */
    default String message() {
        return switch (this) {
            case Invalid(var violations) ->
                violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
            case NotFound(UserId id) -> "no user has the id " + id;
            case NotFound(Email email) -> "no user has the e-mail " + email;
            case Deleted(var id) -> "the user " + id + " is deleted";
            case Exists(var id) -> "the user " + id + " is not deleted";
            case NotDeleted(var id) -> "the user " + id + " is not deleted: delete it first";
            case EmailTaken(var email, var holder) -> "the user " + holder + " has the e-mail " + email;
            case StaleEtag(var current) -> "the user was changed meanwhile: read it again, its etag is now " + current;
            case InvalidCredentials() -> "no user has this id or e-mail and this password";
            case Disabled(var id, var reason) ->
                "the user " + id + " is disabled" + (reason.isEmpty() ? "" : ": " + reason);
            case TooManyAttempts(var retryAfter) -> "too many wrong passwords: try again in " + seconds(retryAfter);
            case WatchExpired() ->
                "what has happened since this watch was broken off is not known any more: watch from now, without a"
                        + " resume_token, and list the users again";
            case WatchTooSlow() ->
                "the events were not taken as fast as they came: go on with the resume_token of the last one";
            case HashingBusy(var retryAfter) ->
                "too many passwords wait to be hashed: try again in " + seconds(retryAfter);
            case ListsBusy(var retryAfter) -> "too many lists are being read: try again in " + seconds(retryAfter);
            case ServerStopping(var retryAfter) ->
                "the server stops: go on at another one, or with this one in " + seconds(retryAfter);
            case ExportsBusy(var retryAfter) -> "too many exports are running: try again in " + seconds(retryAfter);
            case ExportTooSlow() ->
                "the export was not read as fast as the database can keep a snapshot for it: start again and read it"
                        + " without long pauses, or fewer users at a time by a filter";
            case Unauthenticated(var fault) -> fault.toString();
            case RoleMissing(var role) -> "this needs the role " + role + ", which the caller does not have";
            case RateExceeded(var retryAfter) -> "too many calls: try again in " + seconds(retryAfter);
            case TooManyCalls(var retryAfter) ->
                "the caller has too many calls at a time: try again in " + seconds(retryAfter);
            case KeysUnavailable(var retryAfter) ->
                "tokens cannot be checked, since their issuer does not answer the server: try again in "
                        + seconds(retryAfter);
            case DatabaseUnavailable(var retryAfter) ->
                "the database does not answer: try again in " + seconds(retryAfter);
            case StatementTimeout() ->
                "the database took too long: try again later; a filter is answered sooner with a further restriction on country"
                        + " or time, and for three characters of a text rather than fewer";
            case Internal(var errorId) -> "internal error " + errorId + ": the server's log has more under this id";
            case Unreachable(var reason) -> reason;
            case Refused(var code, var reason) -> reason.isEmpty() ? code : code + ": " + reason;
        };
    }

    private static String seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000 + " s";
    }
}
