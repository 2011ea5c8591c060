package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;
import users.server.contract.People;
import users.server.postgres.TestDatabase;

/** What the server shows of the replication slot that events are read from. */
class EventsTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestDatabase postgres = TestDatabase.create();
    /** Slots are the whole cluster's. */
    private final String slot = "events_test_" + COUNT.incrementAndGet();

    @AfterEach
    void dropSlot() {
        postgres.run("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '%s'"
                .formatted(slot));
    }

    @Test
    void withoutASlotThereIsNothingToMeasure() throws Exception {
        try (var server = start()) {
            var events = new ShownEvents(server);
            events.awaitDetail("present", false);

            assertThat(events.details()).isEqualTo(Map.of("slot", slot, "present", false));
            assertThat(events.metrics()).isEqualTo(Map.of("slot_present", 0.0));
            assertThat(events.metricsAsJson()).isEqualTo(200);
        }
    }

    @Test
    void aSlotThatNobodyReadsFallsBehindWithEachWrite() throws Exception {
        createSlot();
        try (var server = start()) {
            var events = new ShownEvents(server);
            events.awaitDetail("present", true);
            double lag = events.number("lag_bytes");
            double retained = events.number("retained_bytes");

            server.client().create(People.somebody());

            Await.until(() -> events.number("lag_bytes") > lag);
            assertThat(events.details())
                    .containsOnlyKeys("slot", "present", "active", "wal_status", "lag_bytes", "retained_bytes")
                    .containsEntry("slot", slot)
                    .containsEntry("present", true)
                    .containsEntry("active", false)
                    .containsEntry("wal_status", "reserved");
            assertThat(events.number("retained_bytes")).isGreaterThan(retained);
            assertThat(events.metrics())
                    .containsOnlyKeys(
                            "slot_present",
                            "slot_active",
                            "slot_lag_bytes",
                            "slot_retained_bytes",
                            "slot_wal_status reserved",
                            "slot_wal_status extended",
                            "slot_wal_status unreserved",
                            "slot_wal_status lost")
                    .containsEntry("slot_present", 1.0)
                    .containsEntry("slot_active", 0.0)
                    .containsEntry("slot_wal_status reserved", 1.0)
                    .containsEntry("slot_wal_status extended", 0.0)
                    .containsEntry("slot_wal_status unreserved", 0.0)
                    .containsEntry("slot_wal_status lost", 0.0)
                    .hasEntrySatisfying(
                            "slot_lag_bytes", bytes -> assertThat(bytes).isGreaterThan(lag))
                    .hasEntrySatisfying(
                            "slot_retained_bytes", bytes -> assertThat(bytes).isGreaterThan(retained));
            assertThat(events.metricsAsJson()).isEqualTo(200);
        }
    }

    @Test
    void whoReadsTheSlotIsSeenAndHowFarItHasCome() throws Exception {
        createSlot();
        try (var server = start();
                var connection = replicationConnection();
                var stream = read(connection)) {
            var events = new ShownEvents(server);
            postgres.run("select pg_logical_emit_message(false, 'test', repeat('x', 100000))");
            server.client().create(People.somebody());
            Await.until(() -> events.number("lag_bytes") > 100_000);
            assertThat(events.details()).containsEntry("active", true);
            assertThat(events.metrics()).containsEntry("slot_active", 1.0);

            stream.read();
            stream.setFlushedLSN(stream.getLastReceiveLSN());
            stream.forceUpdateStatus();

            Await.until(() -> events.number("lag_bytes") < 100_000);
        }
    }

    @Test
    void theLastHeartbeatHasAnAge() {
        postgres.run("update users.event_heartbeats set time = now() - interval '1 hour'");
        try (var server = start()) {
            var events = new ShownEvents(server);
            events.awaitDetail("present", false);

            assertThat(events.details()).containsOnlyKeys("slot", "present", "heartbeat_age_seconds");
            assertThat(events.number("heartbeat_age_seconds")).isBetween(3600.0, 3660.0);
            assertThat(events.metrics()).containsOnlyKeys("slot_present", "heartbeat_age_seconds");
            assertThat(events.metrics().get("heartbeat_age_seconds")).isBetween(3600.0, 3660.0);
        }
    }

    private TestServer start() {
        return TestServer.start(postgres, "users.events.slot", slot, "users.events.interval", "PT0.05S");
    }

    private void createSlot() {
        postgres.run("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(slot));
    }

    private Connection replicationConnection() throws SQLException {
        var settings = postgres.settings();
        var properties = new Properties();
        PGProperty.USER.set(properties, settings.username());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "17");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(settings.host(), settings.port(), settings.name()), properties);
    }

    /** Reads as a connector does. */
    private PGReplicationStream read(Connection connection) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", "users_events")
                .start();
    }
}
