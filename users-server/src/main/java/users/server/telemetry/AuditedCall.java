package users.server.telemetry;

import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import users.api.UserId;

/**
 * A write, or an export, as the audit log has it: who has done what to whom, and whether it was allowed. Nothing else of a
 * user is in it.
 *
 * @param method full name, such as {@code users.v1.UsersService/CreateUser}
 * @param actor the caller
 * @param userId of the user that it is about, where it is known
 * @param flags that its request set and that say what it was, such as {@code validate_only}
 * @param answers of a stream, so far as it came
 * @param code of the answer
 * @param reason of an error, such as {@code ROLE_MISSING}
 */
public record AuditedCall(
        String method,
        String actor,
        Optional<UserId> userId,
        List<String> flags,
        Optional<Long> answers,
        Status.Code code,
        Optional<String> reason) {

    @Override
    public String toString() {
        return method + " by " + actor + ": " + code
                + reason.map(" "::concat).orElse("")
                + userId.map(id -> ", user " + id).orElse("")
                + flags.stream().map(", "::concat).collect(Collectors.joining())
                + answers.map(count -> ", " + count + " answers").orElse("");
    }
}
