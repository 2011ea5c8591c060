package users.server.postgres.events;

import java.time.Duration;

/**
 * How events are looked after.
 *
 * @param slot the connector's replication slot
 * @param interval how often it is looked at
 */
public record EventSettings(String slot, Duration interval) {}
