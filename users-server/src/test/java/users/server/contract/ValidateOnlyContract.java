package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import users.api.Etag;
import users.api.RequestId;
import users.api.UserError;
import users.api.Users;
import users.api.WriteOptions;

/** What would happen can be asked (AIP-163). */
public interface ValidateOnlyContract {

    WriteOptions ONLY_CHECK = new WriteOptions(Optional.empty(), true);

    Users users();

    @Test
    default void aCreationThatIsOnlyCheckedAnswersAndWritesNothing() {
        var asked = somebody();
        var email = asked.profile().email();

        assertThat(users().create(asked, ONLY_CHECK).profile()).isEqualTo(asked.profile());

        assertFails(() -> users().get(email, true), new UserError.NotFound(email));
        var user = users().create(somebody(email.value()));
        assertFails(
                () -> users().create(somebody(email.value()), ONLY_CHECK), new UserError.EmailTaken(email, user.id()));
    }

    @Test
    default void anUpdateThatIsOnlyCheckedAnswersAndWritesNothing() {
        var other = users().create(somebody());
        var user = users().create(somebody());

        var checked = users().update(change(user.id()).nickname("checked").update(), ONLY_CHECK);

        assertThat(checked.profile().nickname().value()).isEqualTo("checked");
        assertThat(users().get(user.id())).isEqualTo(user);
        var email = other.profile().email();
        assertFails(
                () -> users().update(change(user.id()).email(email.value()).update(), ONLY_CHECK),
                new UserError.EmailTaken(email, other.id()));
        assertFails(
                () -> users().update(
                                change(user.id())
                                        .etag(new Etag(77))
                                        .nickname("checked")
                                        .update(),
                                ONLY_CHECK),
                new UserError.StaleEtag(user.etag()));
        var nobody = nobody();
        assertFails(
                () -> users().update(change(nobody).nickname("checked").update(), ONLY_CHECK),
                new UserError.NotFound(nobody));
    }

    @Test
    default void aDeletionThatIsOnlyCheckedAnswersAndWritesNothing() {
        var user = users().create(somebody());

        assertThat(users().delete(deletion(user.id()), ONLY_CHECK).deletion()).isPresent();

        assertThat(users().get(user.id())).isEqualTo(user);
        assertFails(() -> users().undelete(user.id(), ONLY_CHECK), new UserError.Exists(user.id()));
        var deleted = users().delete(deletion(user.id()));
        assertFails(() -> users().delete(deletion(user.id()), ONLY_CHECK), new UserError.Deleted(user.id()));
        assertThat(users().undelete(user.id(), ONLY_CHECK).deletion()).isEmpty();
        assertThat(users().get(user.id(), true)).isEqualTo(deleted);
    }

    @Test
    default void aRequestThatWasOnlyCheckedIsStillToBeDone() {
        var id = Optional.of(new RequestId(UUID.randomUUID()));
        var asked = somebody();
        var email = asked.profile().email();
        users().create(asked, new WriteOptions(id, true));

        var user = users().create(somebody(email.value()), new WriteOptions(id, false));

        assertThat(users().get(email)).isEqualTo(user);
        assertThat(users().create(somebody(email.value()), new WriteOptions(id, true)))
                .as("what the call would answer")
                .isEqualTo(user);
    }
}
