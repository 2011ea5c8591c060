package users.server.postgres.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import users.server.Await;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;
import users.server.postgres.database.Schema;

class EventMonitorTest {

    private static final EventSettings SETTINGS = new EventSettings("monitored", Duration.ofMillis(20));

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whatWasKnownIsForgottenWhileTheDatabaseIsAwayWhichIsNoNews() throws Exception {
        try (var postgres = new OwnPostgres()) {
            Schema.migrate(postgres.database().settings());
            try (var lines = Lines.read();
                    var database = new Database(postgres.database().settings());
                    var monitor = monitor(database)) {
                Await.until(() -> monitor.state().isPresent());

                postgres.stop();

                Await.until(() -> monitor.state().isEmpty());
                assertThat(lines.all()).isEmpty();

                postgres.start();

                Await.until(() -> monitor.state().isPresent());
            }
        }
    }

    @Test
    void aFailureThatNobodyForesawIsToldOnce() {
        var postgres = TestDatabase.create();
        postgres.run("alter table users.event_heartbeats rename to elsewhere");
        try (var lines = Lines.read();
                var database = new Database(postgres.settings());
                var monitor = monitor(database)) {
            Await.until(() -> looks.get() > 3);

            assertThat(monitor.state()).isEmpty();
            assertThat(lines.all())
                    .containsExactly(
                            "WARNING: how events are doing cannot be read, which LOG_LEVEL=debug says more of");

            postgres.run("alter table users.elsewhere rename to event_heartbeats");

            Await.until(() -> monitor.state().isPresent());
        }
    }

    @Test
    void onceItIsClosedNothingIsKnown() {
        var postgres = TestDatabase.create();
        try (var database = new Database(postgres.settings())) {
            var monitor = monitor(database);
            Await.until(() -> monitor.state().isPresent());

            monitor.close();

            Await.until(() -> monitor.state().isEmpty());
        }
    }

    @Test
    void aStandbyTellsOfItsSlots() throws Exception {
        try (var postgres = new OwnPostgres()) {
            Schema.migrate(postgres.database().settings());
            postgres.database().run("select pg_create_logical_replication_slot('monitored', 'pgoutput')");
            postgres.stop();
            postgres.becomeStandby();
            postgres.start();
            assertThat(postgres.database().ask("select pg_is_in_recovery()")).isEqualTo("true");

            try (var database = new Database(postgres.database().settings())) {
                var slot = new EventReads(database.client(), "monitored").now().slot();

                assertThat(slot.flatMap(Slot::walStatus)).contains(WalStatus.RESERVED);
                assertThat(slot.flatMap(Slot::lag))
                        .hasValueSatisfying(lag -> assertThat(lag).isNotNegative());
            }
        }
    }

    @Test
    void aSlotOfAnotherDatabaseIsNone() {
        var one = TestDatabase.create();
        var other = TestDatabase.create();
        other.run("select pg_create_logical_replication_slot('of_another', 'pgoutput')");
        try (var database = new Database(one.settings())) {
            assertThat(new EventReads(database.client(), "of_another").now())
                    .isEqualTo(new EventState(Optional.empty(), Optional.empty()));
        } finally {
            other.run("select pg_drop_replication_slot('of_another')");
        }
    }

    private EventMonitor monitor(Database database) {
        return new EventMonitor(database, SETTINGS, () -> true, state -> looks.incrementAndGet());
    }
}
