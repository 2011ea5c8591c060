package users.server.telemetry;

import io.grpc.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A call that has its answer, as log and metrics show it.
 *
 * @param method full name, such as {@code users.v1.UsersService/GetUser}
 * @param actor the caller
 * @param code of the answer
 * @param reason of an error, such as {@code USER_NOT_FOUND}
 * @param duration from its headers to its answer
 */
public record AnsweredCall(String method, String actor, Status.Code code, Optional<String> reason, Duration duration) {

    String milliseconds() {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e6);
    }

    @Override
    public String toString() {
        return method + " " + code + reason.map(name -> " (" + name + ")").orElse("") + " in " + milliseconds() + " ms";
    }
}
