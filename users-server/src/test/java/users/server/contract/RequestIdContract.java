package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.NewUser;
import users.api.Password;
import users.api.RequestId;
import users.api.User;
import users.api.UserError;
import users.api.Users;
import users.api.Violation;
import users.api.WriteOptions;

/** A write that got no answer can be sent again (AIP-155). */
public interface RequestIdContract {

    UserError ANOTHER_REQUEST = new UserError.Invalid(
            List.of(new Violation("request_id", "must be a new one: it was sent with another request before")));

    Users users();

    @Test
    default void aCreationThatIsRepeatedIsNotDoneAgain() {
        var once = once();
        var email = somebody().profile().email().value();
        var user = users().create(somebody(email), once);

        assertThat(users().create(somebody(email), once)).isEqualTo(user);

        var changed = users().update(change(user.id()).nickname("later").update());
        assertThat(users().create(somebody(email), once)).isEqualTo(changed);
        var deleted = users().delete(deletion(user.id()));
        assertThat(users().create(somebody(email), once)).isEqualTo(deleted);
    }

    @Test
    default void whatIsAskedForWithoutTheIdIsDoneAgain() {
        var user = users().create(somebody(), once());

        assertFails(
                () -> users().create(somebody(user.profile().email().value()), once()),
                new UserError.EmailTaken(user.profile().email(), user.id()));
        assertFails(
                () -> users().create(somebody(user.profile().email().value())),
                new UserError.EmailTaken(user.profile().email(), user.id()));
    }

    @Test
    default void theIdOfAnotherRequestIsRefused() {
        var once = once();
        var user = users().create(somebody(), once);
        var email = user.profile().email().value();

        assertFails(() -> users().create(somebody(), once), ANOTHER_REQUEST);
        assertFails(() -> users().create(somebody(email, "US"), once), ANOTHER_REQUEST);
        assertFails(
                () -> users().create(new NewUser(somebody(email).profile(), new Password("another-pw")), once),
                ANOTHER_REQUEST);
        assertFails(
                () -> users().get(new Email("another@people.test")),
                new UserError.NotFound(new Email("another@people.test")));

        var update = change(user.id()).nickname("once").update();
        // Each method has its own ids.
        assertThat(users().update(update, once).profile().nickname().value()).isEqualTo("once");
        assertFails(() -> users().update(change(user.id()).nickname("twice").update(), once), ANOTHER_REQUEST);
        assertFails(
                () -> users().update(
                                change(user.id())
                                        .nickname("once")
                                        .etag(user.etag())
                                        .update(),
                                once),
                ANOTHER_REQUEST);
    }

    @Test
    default void anUpdateThatIsRepeatedIsNotDoneAgain() {
        var user = users().create(somebody());
        var once = once();
        var update = change(user.id()).nickname("once").etag(user.etag()).update();
        users().update(update, once);
        var later = users().update(change(user.id()).nickname("later").update());

        assertThat(users().update(update, once)).isEqualTo(later);
        assertThat(users().get(user.id())).isEqualTo(later);
    }

    @Test
    default void aDeletionThatIsRepeatedIsNotDoneAgain() {
        var user = users().create(somebody());
        var once = once();
        var deleted = users().delete(deletion(user.id(), user.etag()), once);
        assertThat(users().delete(deletion(user.id(), user.etag()), once)).isEqualTo(deleted);

        var again = once();
        var back = users().undelete(user.id(), again);
        assertThat(users().undelete(user.id(), again)).isEqualTo(back);
        assertThat(users().delete(deletion(user.id(), user.etag()), once)).isEqualTo(back);
        assertThat(users().get(user.id())).isEqualTo(back);
    }

    @Test
    default void aRequestThatFailedCanBeSentAgain() {
        var holder = users().create(somebody());
        var once = once();
        var email = holder.profile().email().value();
        assertFails(
                () -> users().create(somebody(email), once),
                new UserError.EmailTaken(holder.profile().email(), holder.id()));
        users().delete(deletion(holder.id()));

        assertThat(users().create(somebody(email), once).id()).isNotEqualTo(holder.id());
    }

    @Test
    default void ofOneRequestThatComesManyTimesAtOnceOneIsDone() throws Exception {
        var once = once();
        var email = somebody().profile().email().value();
        var created = Outcomes.of(20, () -> users().create(somebody(email), once));
        assertThat(created.errors()).isEmpty();
        assertThat(created.users()).hasSize(20).containsOnly(users().get(new Email(email)));

        var user = created.users().getFirst();
        var updated = Outcomes.of(
                20,
                () -> users().update(
                                change(user.id())
                                        .nickname("once")
                                        .etag(user.etag())
                                        .update(),
                                once));
        assertThat(updated.errors()).isEmpty();
        assertThat(updated.users())
                .extracting(User::etag)
                .containsOnly(users().get(user.id()).etag());
    }

    private static WriteOptions once() {
        return new WriteOptions(Optional.of(new RequestId(UUID.randomUUID())), false);
    }
}
