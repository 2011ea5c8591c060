package users.server.postgres.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotNewsTest {

    private static final Optional<Slot> NONE = Optional.empty();
    private static final Optional<Slot> KEPT = slot(WalStatus.EXTENDED);
    private static final Optional<Slot> LOST = slot(WalStatus.LOST);

    private static final String THERE = "INFO: the replication slot orders is there";
    private static final String IS_LOST =
            "WARNING: the replication slot orders is lost: PostgreSQL has removed log that"
                    + " was not published yet; users are served, and events come again after: deploy/debezium/connector recover";
    private static final String IS_GONE =
            "WARNING: the replication slot orders is gone: nothing is published; users are"
                    + " served, and events come again after: deploy/debezium/connector recover";

    @Test
    void aSlotThatWasNeverMadeIsNoNews() {
        assertThat(said(List.of(NONE, NONE))).isEmpty();
    }

    @Test
    void aLostSlotIsToldOnceAndThatItIsBack() {
        assertThat(said(List.of(KEPT, KEPT, LOST, LOST, slot(WalStatus.RESERVED), KEPT)))
                .containsExactly(THERE, IS_LOST, THERE);
    }

    @Test
    void aSlotThatVanishedIsToldOnceAndThatItIsBack() {
        assertThat(said(List.of(NONE, KEPT, NONE, NONE, KEPT))).containsExactly(THERE, IS_GONE, THERE);
    }

    @Test
    void aSlotThatWasLostBeforeAnybodyLookedIsTold() {
        assertThat(said(List.of(LOST, LOST, NONE))).containsExactly(IS_LOST, IS_GONE);
    }

    private static List<String> said(List<Optional<Slot>> heard) {
        try (var lines = Lines.read()) {
            var news = new SlotNews("orders");
            heard.forEach(news::hear);
            return List.copyOf(lines.all());
        }
    }

    private static Optional<Slot> slot(WalStatus status) {
        return Optional.of(new Slot(true, Optional.of(status), Optional.of(1L), Optional.of(2L), Optional.empty()));
    }
}
