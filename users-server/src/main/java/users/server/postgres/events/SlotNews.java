package users.server.postgres.events;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Says in the log, once a change, when the slot is no more and what to do, and when it is back. */
final class SlotNews {

    private static final Logger LOG = Logger.getLogger(SlotNews.class.getName());

    private final String name;
    private Condition last = Condition.NEVER_MADE;

    private enum Condition {
        /** Whoever wants no events makes none. */
        NEVER_MADE,
        KEPT,
        LOST,
        GONE
    }

    SlotNews(String name) {
        this.name = name;
    }

    void hear(Optional<Slot> slot) {
        var now = condition(slot);
        if (now != last) {
            tell(now);
            last = now;
        }
    }

    private Condition condition(Optional<Slot> slot) {
        return slot.map(found -> found.lost() ? Condition.LOST : Condition.KEPT)
                .orElse(last == Condition.NEVER_MADE ? Condition.NEVER_MADE : Condition.GONE);
    }

    private void tell(Condition now) {
        switch (now) {
            case LOST ->
                warn(
                        "the replication slot {0} is lost: PostgreSQL has removed log that was not published yet; users are"
                                + " served, and events come again after: deploy/debezium/connector recover");
            case GONE ->
                warn("the replication slot {0} is gone: nothing is published; users are served, and events come again"
                        + " after: deploy/debezium/connector recover");
            case KEPT -> LOG.log(Level.INFO, "the replication slot {0} is there", name);
            case NEVER_MADE -> {}
        }
    }

    private void warn(String sentence) {
        LOG.log(Level.WARNING, sentence, name);
    }
}
