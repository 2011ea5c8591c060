package users.server.postgres.events;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether PostgreSQL still has the log that a slot needs, as {@code pg_replication_slots} tells it. */
public enum WalStatus {
    /** It is within {@code max_wal_size}. */
    RESERVED,
    /** It is kept beyond that. */
    EXTENDED,
    /** It may be gone with the next checkpoint. */
    UNRESERVED,
    /** It is gone: nothing can be read by this slot any more. */
    LOST;

    /** As PostgreSQL spells it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<WalStatus> of(String spelling) {
        return Stream.of(values())
                .filter(status -> status.spelling().equals(spelling))
                .findFirst();
    }
}
