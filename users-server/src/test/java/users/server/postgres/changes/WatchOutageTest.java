package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.change;
import static users.server.contract.People.somebody;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.filter.Filter;
import users.server.contract.Watcher;

/** Connections, servers and rows that fail those who watch. */
class WatchOutageTest extends WatchSession {

    @Test
    void connectionsThatAreLostLoseNoChange() {
        try (var watcher = watcher()) {
            for (int i = 0; i < 5; i++) {
                postgres.run("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()""");
                var user = created();
                assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
            }
        }
    }

    @Test
    void aServerThatStopsEndsItsWatchesAndTheyGoOnAtAnother() {
        var other = otherServer();
        Optional<ResumeToken> token;
        try (var watcher = watcher()) {
            token = watcher.token();
            watches.close();

            assertThatThrownBy(watcher::next)
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error()).isInstanceOf(UserError.ServerStopping.class));
        }
        assertThatThrownBy(() -> users.watch(Filter.ALL, Optional.empty())).isInstanceOf(UserException.class);
        var user = users.create(somebody());
        try (var watcher = Watcher.of(other, Filter.ALL, token)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    void aRowThatNoUserCanBeEndsTheWatchesAndNotTheNextOnes() {
        var user = users.create(somebody());
        try (var watcher = watcher()) {
            postgres.run("update users.users set email = 'no body@x y'");

            assertThatThrownBy(watcher::next).isInstanceOf(IllegalArgumentException.class);
        }
        try (var watcher = watcher()) {
            postgres.run("update users.users set email = 'ann@x.test'");
            // It was still wrong before.
            assertThatThrownBy(watcher::next).isInstanceOf(IllegalArgumentException.class);
        }
        try (var watcher = watcher()) {
            users.update(change(user.id()).nickname("Lee").update());
            assertThat(watcher.next()).isInstanceOf(UserEvent.Updated.class);
        }
    }

    private User created() {
        while (true) {
            try {
                return users.create(somebody());
            } catch (UserException connectionLost) {
                assertThat(connectionLost.error()).isInstanceOf(UserError.DatabaseUnavailable.class);
            }
        }
    }
}
