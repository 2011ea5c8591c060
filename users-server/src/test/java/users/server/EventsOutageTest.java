package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.server.contract.People;
import users.server.postgres.events.OwnPostgres;

/** The slot or its PostgreSQL is no more, and users want to be served. */
class EventsOutageTest {

    @Test
    void aLostSlotIsShownAndUsersAreServed() throws Exception {
        try (var postgres = new OwnPostgres();
                var server = start(postgres)) {
            var events = new ShownEvents(server);
            events.awaitDetail("wal_status", "reserved");
            assertThat(events.number("safe_bytes")).isPositive();
            assertThat(events.metrics().get("slot_safe_bytes")).isPositive();

            postgres.loseLog();

            events.awaitDetail("wal_status", "lost");
            assertThat(events.details()).containsOnlyKeys("slot", "present", "active", "wal_status", "lag_bytes");
            assertThat(events.metrics())
                    .containsOnlyKeys(
                            "slot_present",
                            "slot_active",
                            "slot_lag_bytes",
                            "slot_wal_status reserved",
                            "slot_wal_status extended",
                            "slot_wal_status unreserved",
                            "slot_wal_status lost")
                    .containsEntry("slot_wal_status reserved", 0.0)
                    .containsEntry("slot_wal_status lost", 1.0);
            var ready = AdminTest.get(server, "/observe/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).startsWith("{\"status\":\"UP\"").contains("\"wal_status\":\"lost\"");
            server.awaitReady();
            var user = server.client().create(People.somebody());
            assertThat(server.client().get(user.id())).isEqualTo(user);
        }
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsKnownAndHealthAnswersAtOnce() throws Exception {
        try (var postgres = new OwnPostgres();
                var server = start(postgres)) {
            var events = new ShownEvents(server);
            events.awaitDetail("present", true);

            postgres.stop();

            TestServer.awaitServing(server.channel(), ServingStatus.NOT_SERVING);
            Await.until(() -> events.details().equals(Map.of("slot", "users_events")));
            Await.until(() -> events.metrics().isEmpty());
            assertThat(statusAtOnce(server, "/observe/health/live")).isEqualTo(200);
            assertThat(statusAtOnce(server, "/observe/health/ready")).isEqualTo(503);
            assertThat(statusAtOnce(server, "/observe/metrics")).isEqualTo(200);

            postgres.start();

            events.awaitDetail("present", true);
        }
    }

    /** Whoever waited for the database would wait until the connection timeout. */
    private static int statusAtOnce(TestServer server, String path) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = AdminTest.get(server, path).statusCode();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
        return status;
    }

    /** With a slot of the name that it has by default. */
    private static TestServer start(OwnPostgres postgres) {
        var server = TestServer.start(postgres.database(), "users.events.interval", "PT0.05S");
        postgres.database().run("select pg_create_logical_replication_slot('users_events', 'pgoutput')");
        return server;
    }
}
