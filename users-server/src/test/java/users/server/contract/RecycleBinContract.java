package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import users.api.Etag;
import users.api.User;
import users.api.UserError;
import users.api.UserId;
import users.api.Users;

public interface RecycleBinContract {

    Users users();

    @Test
    default void aDeletedUserIsShownWhenAskedFor() {
        var user = users().create(somebody());
        var deleted = users().delete(deletion(user.id()));

        assertThat(users().get(user.id(), true)).isEqualTo(deleted);
        assertThat(users().get(user.profile().email(), true)).isEqualTo(deleted);
        assertThat(deleted.deletion().orElseThrow().purgeTime())
                .isEqualTo(deleted.deletion().orElseThrow().time().plus(Duration.ofDays(30)));
    }

    @Test
    default void whoIsThereIsShownAheadOfWhoHadTheEmailBefore() {
        var email = somebody().profile().email();
        var first = users().create(somebody(email.value()));
        users().delete(deletion(first.id()));
        var second = users().create(somebody(email.value()));

        assertThat(users().get(email, true)).isEqualTo(second);
    }

    @Test
    default void anUndeletedUserIsAsBeforeAVersionLater() {
        var user = users().create(somebody());
        users().delete(deletion(user.id()));

        var back = users().undelete(user.id());

        assertThat(back)
                .isEqualTo(new User(
                        user.id(),
                        user.profile(),
                        user.createTime(),
                        back.updateTime(),
                        user.passwordChangeTime(),
                        new Etag(user.etag().version() + 1),
                        user.deletion()));
        assertThat(back.updateTime()).isAfter(user.updateTime());
        assertThat(users().get(user.id())).isEqualTo(back);
        assertFails(() -> users().delete(deletion(user.id(), user.etag())), new UserError.StaleEtag(back.etag()));
    }

    @Test
    default void whoIsNotDeletedCannotBeUndeleted() {
        var user = users().create(somebody());
        var nobody = nobody();

        assertFails(() -> users().undelete(user.id()), new UserError.Exists(user.id()));
        assertFails(() -> users().undelete(nobody), new UserError.NotFound(nobody));
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void whoseEmailWasTakenMeanwhileStaysDeletedAndTheHolderIsNamed() {
        var user = users().create(somebody());
        users().delete(deletion(user.id()));
        var holder = users().create(somebody(user.profile().email().value()));

        assertFails(
                () -> users().undelete(user.id()),
                new UserError.EmailTaken(user.profile().email(), holder.id()));

        users().update(change(holder.id())
                .email(somebody().profile().email().value())
                .update());
        assertThat(users().undelete(user.id()).profile()).isEqualTo(user.profile());
    }

    @Test
    default void ofAPurgedUserNothingIsLeft() {
        var user = users().create(somebody());
        users().delete(deletion(user.id()));

        users().purge(user.id());

        assertGone(user.id());
        var email = user.profile().email();
        assertFails(() -> users().get(email, true), new UserError.NotFound(email));
        assertFails(() -> users().purge(user.id()), new UserError.NotFound(user.id()));
    }

    @Test
    default void onlyWhoIsDeletedCanBePurged() {
        var user = users().create(somebody());
        var nobody = nobody();

        assertFails(() -> users().purge(user.id()), new UserError.NotDeleted(user.id()));
        assertFails(() -> users().purge(nobody), new UserError.NotFound(nobody));
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void ofManyWhoUndeleteOneDoes() throws Exception {
        var user = users().create(somebody());
        users().delete(deletion(user.id()));

        var outcomes = Outcomes.of(20, () -> users().undelete(user.id()));

        assertThat(outcomes.users()).hasSize(1);
        assertThat(outcomes.errors()).hasSize(19).containsOnly(new UserError.Exists(user.id()));
    }

    private void assertGone(UserId id) {
        assertFails(() -> users().get(id, true), new UserError.NotFound(id));
        assertFails(() -> users().undelete(id), new UserError.NotFound(id));
    }
}
