package users.server.telemetry;

import io.grpc.Status;
import java.util.Optional;

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

    @Override
    public String toString() {
        return method + " by " + actor + ": " + code
                + reason.map(" "::concat).orElse("")
                + userId.map(id -> ", user " + id).orElse("")
                + answers.map(count -> ", " + count + " answers").orElse("");
    }
}
