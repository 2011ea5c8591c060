package users.server.postgres.events;

import java.util.Optional;

/**
 * The replication slot: what PostgreSQL keeps its log by for the connector.
 *
 * @param active whether the connector is reading
 * @param walStatus empty while it is being made
 * @param lag bytes of log that the connector has not confirmed
 * @param retained bytes of log that are kept for it; empty once it is lost
 * @param safe bytes of log that can be written before it may be lost; empty without {@code max_slot_wal_keep_size}
 */
public record Slot(
        boolean active,
        Optional<WalStatus> walStatus,
        Optional<Long> lag,
        Optional<Long> retained,
        Optional<Long> safe) {

    boolean lost() {
        return walStatus.filter(WalStatus.LOST::equals).isPresent();
    }
}
