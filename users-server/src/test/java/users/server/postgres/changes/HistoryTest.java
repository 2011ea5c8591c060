package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.UserChange;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserId;
import users.server.postgres.Cleaning;
import users.server.postgres.TestDatabase;

class HistoryTest extends WatchSession {

    @Test
    void aUserOfWhomEverythingIsForgottenHasAnEmptyHistory() {
        var present = users.create(somebody()).id();
        var deleted = users.create(somebody()).id();
        users.delete(deletion(deleted));
        var purged = users.create(somebody()).id();
        users.delete(deletion(purged));
        users.purge(purged);

        age("91 days");
        new Cleaning(database, TestDatabase.RETENTION).jobs().forEach(Runnable::run);

        assertThat(history(present)).isEqualTo(new UserChangePage(List.of(), Optional.empty()));
        assertThat(history(deleted)).isEqualTo(new UserChangePage(List.of(), Optional.empty()));
        assertFails(() -> history(purged), new UserError.NotFound(purged));
    }

    @Test
    void aPageWhoseRestIsForgottenMeanwhileIsFollowedByAnEmptyOne() {
        var user = users.create(somebody()).id();
        users.update(change(user).nickname("Lee").update());
        var next = users.changes(new UserChangeQuery(user, 1, Optional.empty())).next();

        age("91 days");
        new Cleaning(database, TestDatabase.RETENTION).jobs().forEach(Runnable::run);

        assertThat(users.changes(new UserChangeQuery(user, 1, next)))
                .isEqualTo(new UserChangePage(List.of(), Optional.empty()));
    }

    @Test
    void whatIsYoungEnoughIsKeptAndWhatIsOldGoesInBatches() {
        createMany(1700);
        age("91 days");
        var user = users.create(somebody()).id();
        age("89 days", user);

        new Cleaning(database, TestDatabase.RETENTION).jobs().forEach(Runnable::run);

        assertThat(postgres.ask("select count(*) from users.changes")).isEqualTo("1");
        assertThat(history(user).changes()).extracting(UserChange::kind).containsExactly(UserChange.Kind.CREATED);
    }

    @Test
    void whoeverChangesAUserByHandIsInItsHistoryByTheNameOfTheRole() {
        var user = users.create(somebody()).id();
        postgres.run("set timezone = 'Asia/Kolkata'; update users.users set nickname = 'by hand'");

        var change = history(user).changes().getFirst();

        assertThat(change.actor()).isEqualTo("postgres");
        assertThat(change.fields())
                .containsExactly(new UserChange.Field("nickname", Optional.of("annlee"), Optional.of("by hand")));
    }

    private UserChangePage history(UserId id) {
        return users.changes(new UserChangeQuery(id, 10, Optional.empty()));
    }

    private void age(String interval) {
        postgres.run("update users.changes set time = now() - interval '%s'".formatted(interval));
    }

    private void age(String interval, UserId id) {
        postgres.run(
                "update users.changes set time = now() - interval '%s' where user_id = '%s'".formatted(interval, id));
    }
}
