package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.somebody;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserId;
import users.api.filter.Filter;
import users.server.contract.Watcher;

/** Watches that go on where they were, and skip and repeat nothing. */
class WatchResumeTest extends WatchSession {

    @Test
    void aLongTransactionElsewhereHoldsNobodyUp() throws Exception {
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var watcher = watcher()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            var first = users.create(somebody());
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(first, token(watcher)));
            statement.execute("""
                    insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                    values (gen_random_uuid(), 'Ann', 'Lee', 'slow', 'slow@x.test', 'slow@x.test', 'GB')""");
            var second = users.create(somebody());
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(second, token(watcher)));
            var between = watcher.token();

            connection.commit();

            assertThat(watcher.next())
                    .isInstanceOfSatisfying(
                            UserEvent.Created.class,
                            event -> assertThat(
                                            event.user().profile().nickname().value())
                                    .isEqualTo("slow"));
            try (var resumed = Watcher.of(users, Filter.ALL, between)) {
                assertThat(resumed.next()).isInstanceOf(UserEvent.Created.class);
                assertThat(resumed.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
            }
        }
    }

    @Test
    void aTransactionOfThousandsOfChangesComesWholeAndAWatchGoesOnInItsMiddle() {
        Optional<ResumeToken> start;
        var middle = Optional.<ResumeToken>empty();
        var live = new ArrayList<UserId>();
        try (var watcher = watcher()) {
            start = watcher.token();
            createMany(2600);
            for (int i = 0; i < 2600; i++) {
                live.add(created(watcher.next()));
                middle = i == 1333 ? watcher.token() : middle;
            }
        }
        var again = new ArrayList<UserId>();
        try (var watcher = Watcher.of(users, Filter.ALL, start)) {
            IntStream.range(0, 2600).forEach(i -> again.add(created(watcher.next())));
        }
        var rest = new ArrayList<UserId>();
        try (var watcher = Watcher.of(users, Filter.ALL, middle)) {
            IntStream.range(1334, 2600).forEach(i -> rest.add(created(watcher.next())));
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
        }

        assertThat(live).doesNotHaveDuplicates().isEqualTo(again);
        assertThat(rest).isEqualTo(live.subList(1334, 2600));
    }

    @Test
    void whoIsTooSlowIsCutOffAndGoesOnWithItsLastTokenAndTheOthersDoNotWait() {
        var small = opened(new Watches(database, new WatchSettings(HEARTBEAT, 20_000)));
        var here = users(database, small);
        var created = new ArrayList<UserId>();
        var seen = new ArrayList<UserId>();
        var token = Optional.<ResumeToken>empty();
        try (var quick = Watcher.of(here, Filter.ALL);
                var slow = here.watch(Filter.ALL, Optional.empty())) {
            Iterator<UserEvent> events = slow.iterator();
            token = Optional.of(events.next().resumeToken());
            for (int i = 0; i < 200; i++) {
                created.add(here.create(somebody()).id());
                assertThat(created(quick.next())).isEqualTo(created.getLast());
                if (i < 3) {
                    var event = events.next();
                    seen.add(created(event));
                    token = Optional.of(event.resumeToken());
                }
            }

            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(events.next()).isInstanceOf(UserEvent.Heartbeat.class);
                        }
                    })
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error()).isEqualTo(new UserError.WatchTooSlow()));
        }
        try (var resumed = Watcher.of(here, Filter.ALL, token)) {
            while (seen.size() < created.size()) {
                seen.add(created(resumed.next()));
            }
        }
        assertThat(seen).isEqualTo(created);
    }

    private static UserId created(UserEvent event) {
        assertThat(event).isInstanceOf(UserEvent.Created.class);
        return event instanceof UserEvent.Created(var user, var any)
                ? user.id()
                : new UserId(java.util.UUID.randomUUID());
    }
}
