package helidon.grpc.wire;

import io.grpc.Context;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The time that calls have, by the header field grpc-timeout. */
final class Deadlines {

    private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private Deadlines() {}

    /**
     * A context that ends when the timeout is over, if there is one.
     *
     * @throws MalformedException when it is malformed
     */
    static Context.CancellableContext context(Context parent, Optional<String> timeout) {
        if (timeout.isEmpty()) {
            return parent.withCancellation();
        }
        var parts = TIMEOUT.matcher(timeout.get());
        if (!parts.matches()) {
            throw MalformedException.internal(
                    "grpc-timeout must be one to eight digits and a unit of H, M, S, m, u or n");
        }
        return parent.withDeadlineAfter(Long.parseLong(parts.group(1)), unit(parts.group(2)), Timer.SHARED);
    }

    private static TimeUnit unit(String letter) {
        return switch (letter) {
            case "H" -> TimeUnit.HOURS;
            case "M" -> TimeUnit.MINUTES;
            case "S" -> TimeUnit.SECONDS;
            case "m" -> TimeUnit.MILLISECONDS;
            case "u" -> TimeUnit.MICROSECONDS;
            default -> TimeUnit.NANOSECONDS;
        };
    }
}
