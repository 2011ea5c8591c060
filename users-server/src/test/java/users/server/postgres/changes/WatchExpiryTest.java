package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.filter.Filter;
import users.server.contract.Watcher;
import users.server.postgres.Cleaning;
import users.server.postgres.TestDatabase;
import users.server.postgres.keys.Keys;

/** Watches that go on behind changes that are forgotten or erased. */
class WatchExpiryTest extends WatchSession {

    @Test
    void whatAPurgeHasErasedIsToldAsThePurgeAlone() {
        Optional<ResumeToken> before;
        try (var watcher = watcher()) {
            before = watcher.token();
        }
        var user = users.create(somebody());
        users.update(change(user.id()).nickname("Lee").update());
        users.delete(deletion(user.id()));
        users.purge(user.id());

        try (var watcher = Watcher.of(users, Filter.ALL, before)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Purged(user.id(), token(watcher)));
        }
    }

    @Test
    void aTokenFromBeforeWhatWasForgottenHasExpired() {
        Optional<ResumeToken> before;
        Optional<ResumeToken> behind;
        try (var watcher = watcher()) {
            before = watcher.token();
            users.create(somebody());
            watcher.next();
            behind = watcher.token();
        }

        forgetEverything();

        assertThat(postgres.ask("select count(*) from users.changes")).isEqualTo("0");
        assertExpired(() -> users.watch(Filter.ALL, before));
        var user = users.create(somebody());
        try (var watcher = Watcher.of(users, Filter.ALL, behind)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    void whatIsForgottenWhileAWatcherIsBehindIsNotSkipped() {
        Optional<ResumeToken> before;
        try (var watcher = watcher()) {
            before = watcher.token();
        }
        createMany(900);
        try (var stream = users.watch(Filter.ALL, before)) {
            var events = stream.iterator();
            events.next();
            assertThat(events.next()).isInstanceOf(UserEvent.Created.class);

            forgetEverything();
            users.create(somebody());

            var seen = new ArrayList<UserEvent>();
            assertExpired(() -> {
                while (true) {
                    seen.add(events.next());
                }
            });
            assertThat(seen).hasSizeLessThan(899);
        }
    }

    @Test
    void whatARunningTransactionMayBeOlderThanIsNotForgotten() throws Exception {
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var watcher = watcher()) {
            users.create(somebody());
            watcher.next();
            connection.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            users.create(somebody());
            watcher.next();

            forgetEverything();

            assertThat(postgres.ask("select count(*) from users.changes")).isEqualTo("1");
            watcher().close();
            var user = users.create(somebody());
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    void aTokenOfADatabaseThatWasAheadHasExpired() {
        try (var watcher = watcher()) {
            var place = new ResumeTokens(new Keys(database.client(), "resume-tokens"))
                    .encode(Place.at(Snapshot.parse("9000000:9000000:")), Filter.ALL);

            assertExpired(() -> users.watch(Filter.ALL, Optional.of(place)));
            assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
        }
    }

    private void forgetEverything() {
        postgres.run("update users.changes set time = now() - interval '91 days'");
        new Cleaning(database, TestDatabase.RETENTION).jobs().forEach(Runnable::run);
    }

    private static void assertExpired(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isEqualTo(new UserError.WatchExpired()));
    }
}
