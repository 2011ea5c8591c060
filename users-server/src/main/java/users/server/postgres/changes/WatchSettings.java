package users.server.postgres.changes;

import java.time.Duration;

/**
 * How changes are watched.
 *
 * @param heartbeat after how long a silence a watcher is told that there was none
 * @param buffer bytes of changes that are kept for watchers who are behind; who is further behind is cut off
 */
public record WatchSettings(Duration heartbeat, int buffer) {}
