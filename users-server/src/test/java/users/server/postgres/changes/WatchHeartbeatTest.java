package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import users.api.UserEvent;
import users.api.filter.Filter;
import users.server.contract.Watcher;

/** What a watcher is told while nothing happens that it asked for. */
class WatchHeartbeatTest extends WatchSession {

    @Test
    void heartbeatsComeInSilenceAndTheirTokensGoOn() {
        try (var watcher = watcher()) {
            var first = watcher.token();
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            assertThat(watcher.token()).isNotEqualTo(first);
            users.create(somebody());
            watcher.next();
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            try (var resumed = Watcher.of(users, Filter.ALL, watcher.token())) {
                assertThat(resumed.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            }
        }
    }

    @Test
    void aWatcherIsToldThatItIsAliveWhileOthersChange() throws InterruptedException {
        try (var watcher = Watcher.of(users, Filter.parse("nickname = \"nobody\""))) {
            var over = new AtomicBoolean();
            var writer = Thread.startVirtualThread(() -> {
                while (!over.get()) {
                    users.create(somebody());
                }
            });
            for (int i = 0; i < 3; i++) {
                assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            }
            over.set(true);
            writer.join();
        }
    }
}
