package users.server.postgres;

import java.time.Duration;

/**
 * How long what is not needed any more is kept.
 *
 * @param recycleBin a deleted user
 * @param changes what has happened to users
 */
public record Retention(Duration recycleBin, Duration changes) {}
