package users.server.limits;

import java.util.Optional;

/**
 * How much one connection and one caller may ask for; empty: as much as they like.
 *
 * @param connection calls of a connection
 * @param caller calls of a caller, on whatever connections
 * @param concurrentCalls calls of a caller at a time, streams among them
 */
public record LimitSettings(Optional<Rate> connection, Optional<Rate> caller, Optional<Integer> concurrentCalls) {

    public static final LimitSettings NONE = new LimitSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
