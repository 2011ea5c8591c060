package users.server.postgres.database;

import java.time.Duration;

/**
 * What exports may take: each has a connection of its own and a snapshot, which keeps PostgreSQL from cleaning up.
 *
 * @param connections exports at a time
 * @param patience how long the reader of one may pause
 * @param duration how long one may take in all
 */
public record ExportSettings(int connections, Duration patience, Duration duration) {}
