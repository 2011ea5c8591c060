package users.server.limits;

/**
 * How often something may happen.
 *
 * @param perSecond on average
 * @param burst at once, after a pause
 */
public record Rate(int perSecond, int burst) {}
