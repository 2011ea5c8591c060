package users.server.telemetry;

import io.grpc.Status;
import java.util.Optional;
import users.api.InvalidValueException;
import users.api.UserId;

/**
 * A write, or an export, as the audit log has it: who has done what to whom, and whether it was allowed. Nothing else of a
 * user is in it.
 *
 * @param method full name, such as {@code users.v1.UsersService/CreateUser}
 * @param actor the caller
 * @param userId of the user that it is about, where that is one and known
 * @param answers of a stream, so far as it came
 * @param code of the answer
 * @param reason of an error, such as {@code ROLE_MISSING}
 */
public record AuditedCall(
        String method,
        String actor,
        Optional<String> userId,
        Optional<Long> answers,
        Status.Code code,
        Optional<String> reason) {

    /** What a caller sends for an id can be anything: an e-mail, or a megabyte. */
    public AuditedCall {
        userId = userId.filter(AuditedCall::isId);
    }

    @Override
    public String toString() {
        return method + " by " + actor + ": " + code
                + reason.map(" "::concat).orElse("")
                + userId.map(id -> ", user " + id).orElse("")
                + answers.map(count -> ", " + count + " answers").orElse("");
    }

    private static boolean isId(String text) {
        try {
            UserId.parse(text);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
