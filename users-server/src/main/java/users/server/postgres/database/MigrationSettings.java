package users.server.postgres.database;

import java.time.Duration;
import java.util.Optional;

/**
 * Who brings the schema to what the server needs.
 *
 * @param atStart whether a server does when it starts; else it waits until somebody has
 * @param role as which it is done, where that is not the server's own role
 * @param patience how long {@code users-server migrate} tries
 */
public record MigrationSettings(boolean atStart, Optional<Role> role, Duration patience) {

    /**
     * A role that owns the schema or may create it.
     *
     * @param password empty where the server asks for none
     */
    public record Role(String username, String password, DatabaseSettings.Ssl ssl) {

        /** Without the password. */
        @Override
        public String toString() {
            return username;
        }
    }
}
