package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import users.api.UserEvent;
import users.api.UserId;
import users.server.Await;

/** How a server hears of what others change. */
@SuppressWarnings("try")
class WatchListeningTest extends WatchSession {

    @Test
    void aTransactionOfMoreThanOneReadTakesComesOnceToWhoIsListening() {
        try (var watcher = watcher()) {
            createMany(450);
            var seen = new ArrayList<UserId>();
            for (int i = 0; i < 450; i++) {
                seen.add(((UserEvent.Created) watcher.next()).user().id());
            }
            assertThat(seen).doesNotHaveDuplicates();

            var last = users.create(somebody()).id();
            assertThat(((UserEvent.Created) watcher.next()).user().id()).isEqualTo(last);
        }
    }

    @Test
    void whatAnotherServerChangesIsToldByItAndNotWaitedFor() {
        var other = otherServer();
        var latencies = new ArrayList<Duration>();
        try (var watcher = watcher()) {
            awaitListening();
            for (int i = 0; i < 6; i++) {
                // Right behind an event, the next look is a second away.
                long start = System.nanoTime();
                other.create(somebody());
                assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
                latencies.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        assertThat(latencies).anyMatch(latency -> latency.toMillis() < 700);
    }

    @Test
    void aDeadListeningConnectionDelaysChangesByTwoSecondsAtMostAndIsMadeAnew() {
        var other = otherServer();
        try (var watcher = watcher()) {
            awaitListening();
            var before = listening();

            postgres.run("select pg_terminate_backend(pid) from pg_stat_activity where pid = " + before);
            long start = System.nanoTime();
            other.create(somebody());

            assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            await(() -> !List.of(before, "no row").contains(listening()));
        }
    }

    @Test
    void whenNobodyWatchesNothingIsRead() {
        assertThat(listening()).isEqualTo("no row");
        try (var first = watcher();
                var second = watcher()) {
            assertThat(watches.count()).isEqualTo(2);
            awaitListening();
        }
        assertThat(watches.count()).isZero();
        await(() -> listening().equals("no row"));
        await(() -> database.activeConnections() == 0);

        try (var again = watcher()) {
            var user = users.create(somebody());
            assertThat(again.next()).isEqualTo(new UserEvent.Created(user, token(again)));
        }
    }

    private void awaitListening() {
        await(() -> !listening().equals("no row"));
    }

    private String listening() {
        return postgres.ask("""
                select pid from pg_stat_activity
                where datname = current_database() and application_name = 'users-server listening'
                  and query = 'listen users_changes'""");
    }

    private static void await(BooleanSupplier condition) {
        Await.within(Duration.ofSeconds(20), condition);
    }
}
