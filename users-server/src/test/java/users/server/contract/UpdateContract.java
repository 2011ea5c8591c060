package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserError;
import users.api.UserId;
import users.api.Users;

public interface UpdateContract {

    Users users();

    @Test
    default void eachFieldIsChangedByItself() {
        var user = users().create(somebody());
        var old = user.profile();
        var email = somebody().profile().email();

        assertChanges(user, change -> change.firstName("Bea"), with("Bea", "Lee", "annlee", old.email(), "GB"));
        assertChanges(user, change -> change.lastName("Low"), with("Bea", "Low", "annlee", old.email(), "GB"));
        assertChanges(user, change -> change.nickname("bea"), with("Bea", "Low", "bea", old.email(), "GB"));
        assertChanges(user, change -> change.email(email.value()), with("Bea", "Low", "bea", email, "GB"));
        assertChanges(user, change -> change.country("US"), with("Bea", "Low", "bea", email, "US"));
        assertThat(users().get(email).id()).isEqualTo(user.id());
        assertFails(() -> users().get(old.email()), new UserError.NotFound(old.email()));
    }

    @Test
    default void allFieldsAreChangedTogether() {
        var user = users().create(somebody());
        var email = somebody().profile().email();

        var updated = users().update(change(user.id())
                .firstName("Bea")
                .lastName("Low")
                .nickname("bea")
                .email(email.value())
                .country("us")
                .etag(user.etag())
                .update());

        assertThat(updated.profile()).isEqualTo(with("Bea", "Low", "bea", email, "US"));
        assertThat(users().get(user.id())).isEqualTo(updated);
    }

    @Test
    default void whatChangesNothingMakesNoNewVersion() {
        var user = users().create(somebody());
        var same = change(user.id())
                .firstName("Ann")
                .email(user.profile().email().value())
                .country("gb");

        assertThat(users().update(same.update())).isEqualTo(user);
        assertThat(users().update(same.etag(user.etag()).update())).isEqualTo(user);
        assertThat(users().update(change(user.id()).update())).isEqualTo(user);
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void anEmailCanBeSpelledAnotherWay() {
        var user = users().create(somebody("respelled@people.test"));

        var updated =
                users().update(change(user.id()).email("ReSpelled@People.test").update());

        assertThat(updated.profile().email().value()).isEqualTo("ReSpelled@People.test");
        assertThat(users().get(new Email("respelled@people.test"))).isEqualTo(updated);
    }

    @Test
    default void anotherUsersEmailIsRefused() {
        var other = users().create(somebody());
        var user = users().create(somebody());
        var taken = new Email(other.profile().email().value().toUpperCase(java.util.Locale.ROOT));

        assertFails(
                () -> users().update(change(user.id())
                        .nickname("lost")
                        .email(taken.value())
                        .update()),
                new UserError.EmailTaken(taken, other.id()));
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void aVersionThatIsGoneIsNotChanged() {
        var read = users().create(somebody());
        var current = users().update(
                        change(read.id()).nickname("first").etag(read.etag()).update());

        for (var stale : List.of(read.etag(), new Etag(77))) {
            assertFails(
                    () -> users().update(change(read.id())
                            .nickname("second")
                            .etag(stale)
                            .update()),
                    new UserError.StaleEtag(current.etag()));
            assertFails(
                    () -> users().update(change(read.id())
                            .nickname("first")
                            .etag(stale)
                            .update()),
                    new UserError.StaleEtag(current.etag()));
        }
        assertThat(users().get(read.id())).isEqualTo(current);
    }

    @Test
    default void whoIsNotThereCannotBeChanged() {
        var nobody = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"));
        var gone = users().create(somebody()).id();
        users().delete(deletion(gone));

        assertFails(() -> users().update(change(nobody).nickname("new").update()), new UserError.NotFound(nobody));
        assertFails(() -> users().update(change(gone).nickname("new").update()), new UserError.Deleted(gone));
    }

    @Test
    default void ofManyChangesOfOneVersionOneSucceeds() throws Exception {
        var user = users().create(somebody());

        var outcomes = Outcomes.of(IntStream.range(0, 20)
                .mapToObj(i -> (Callable<User>) () -> users().update(change(user.id())
                        .nickname("n" + i)
                        .etag(user.etag())
                        .update()))
                .toList());

        assertThat(outcomes.users()).hasSize(1);
        var current = outcomes.users().getFirst();
        assertThat(outcomes.errors()).hasSize(19).containsOnly(new UserError.StaleEtag(current.etag()));
        assertThat(users().get(user.id())).isEqualTo(current);
    }

    @Test
    default void changesOfDifferentFieldsAtOnceAreAllKept() throws Exception {
        var user = users().create(somebody());

        var outcomes = Outcomes.of(List.of(
                () -> users().update(change(user.id()).firstName("Bea").update()),
                () -> users().update(change(user.id()).lastName("Low").update()),
                () -> users().update(change(user.id()).nickname("bea").update()),
                () -> users().update(change(user.id()).country("US").update())));

        assertThat(outcomes.errors()).isEmpty();
        assertThat(outcomes.users()).extracting(User::etag).doesNotHaveDuplicates();
        assertThat(users().get(user.id()).profile())
                .isEqualTo(with("Bea", "Low", "bea", user.profile().email(), "US"));
    }

    @Test
    default void twoWhoReachForEachOthersEmailAreBothAnswered() throws Exception {
        for (int round = 0; round < 20; round++) {
            var one = users().create(somebody());
            var other = users().create(somebody());
            var emails = List.of(one.profile().email(), other.profile().email());

            var outcomes = Outcomes.of(List.of(
                    () -> users().update(change(one.id())
                            .email(emails.get(1).value())
                            .update()),
                    () -> users().update(change(other.id())
                            .email(emails.get(0).value())
                            .update())));

            assertThat(outcomes.users()).isEmpty();
            assertThat(outcomes.errors())
                    .containsExactlyInAnyOrder(
                            new UserError.EmailTaken(emails.get(1), other.id()),
                            new UserError.EmailTaken(emails.get(0), one.id()));
        }
    }

    @Test
    default void chainsOfUsersThatTakeEachOthersEmailsEnd() throws Exception {
        var users =
                IntStream.range(0, 8).mapToObj(i -> users().create(somebody())).toList();
        var calls = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<User>) () -> users().update(change(
                                users.get(i).id())
                        .email(users.get((i + 1) % 8).profile().email().value())
                        .update()))
                .toList();

        for (int round = 0; round < 5; round++) {
            var outcomes = Outcomes.of(calls);
            assertThat(outcomes.errors()).allMatch(UserError.EmailTaken.class::isInstance);
        }
    }

    private void assertChanges(User user, UnaryOperator<Change> field, Profile expected) {
        var before = users().get(user.id());

        var after = users().update(field.apply(change(user.id())).update());

        assertThat(after.profile()).isEqualTo(expected);
        assertThat(after.etag()).isNotEqualTo(before.etag());
        assertThat(after.createTime()).isEqualTo(before.createTime());
        assertThat(after.updateTime()).isAfter(before.updateTime());
        assertThat(users().get(user.id())).isEqualTo(after);
    }

    private static Profile with(String firstName, String lastName, String nickname, Email email, String country) {
        return new Profile(
                new PersonName(firstName),
                new PersonName(lastName),
                new Nickname(nickname),
                email,
                new CountryCode(country));
    }
}
