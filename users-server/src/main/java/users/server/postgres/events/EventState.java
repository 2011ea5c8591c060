package users.server.postgres.events;

import java.time.Duration;
import java.util.Optional;

/**
 * How events are doing, as far as the database knows.
 *
 * @param slot empty where this database has none of that name
 * @param heartbeatAge how long ago the connector was last alive; empty before its first heartbeat
 */
public record EventState(Optional<Slot> slot, Optional<Duration> heartbeatAge) {}
