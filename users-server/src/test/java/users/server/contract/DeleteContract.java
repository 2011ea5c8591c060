package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import users.api.Etag;
import users.api.User;
import users.api.UserError;
import users.api.UserId;
import users.api.Users;

public interface DeleteContract {

    Users users();

    @Test
    default void deletionAnswersWithTheUserAndItsDeleteTime() {
        var user = users().create(somebody());

        var deleted = users().delete(deletion(user.id()));

        assertThat(deleted.deletion().orElseThrow().time()).isAfterOrEqualTo(user.createTime());
        assertThat(deleted)
                .isEqualTo(new User(
                        user.id(),
                        user.profile(),
                        user.createTime(),
                        user.updateTime(),
                        user.passwordChangeTime(),
                        user.etag(),
                        deleted.deletion()));
    }

    @Test
    default void aDeletedUsersEmailIsFreeAgain() {
        var email = somebody().profile().email();
        var first = users().create(somebody(email.value()));
        users().delete(deletion(first.id()));

        var second = users().create(somebody(email.value()));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(users().get(email)).isEqualTo(second);
        assertFails(() -> users().get(first.id()), new UserError.Deleted(first.id()));
    }

    @Test
    default void aUserIsDeletedOnce() {
        var user = users().create(somebody());
        users().delete(deletion(user.id()));

        assertFails(() -> users().delete(deletion(user.id())), new UserError.Deleted(user.id()));
    }

    @Test
    default void whoNeverWasCannotBeDeleted() {
        var id = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"));

        assertFails(() -> users().delete(deletion(id)), new UserError.NotFound(id));
    }

    @Test
    default void aVersionThatIsGoneIsNotDeleted() {
        var read = users().create(somebody());
        var current = users().update(change(read.id()).nickname("changed").update());

        assertFails(() -> users().delete(deletion(read.id(), read.etag())), new UserError.StaleEtag(current.etag()));
        assertFails(() -> users().delete(deletion(read.id(), new Etag(77))), new UserError.StaleEtag(current.etag()));
        assertThat(users().get(read.id())).isEqualTo(current);

        assertThat(users().delete(deletion(read.id(), current.etag())).deletion())
                .isPresent();
    }

    @Test
    default void ofManyDeletionsOfAUserOneSucceeds() throws Exception {
        var user = users().create(somebody());

        var outcomes = Outcomes.of(20, () -> users().delete(deletion(user.id(), user.etag())));

        assertThat(outcomes.users()).hasSize(1);
        assertThat(outcomes.errors()).hasSize(19).containsOnly(new UserError.Deleted(user.id()));
    }
}
