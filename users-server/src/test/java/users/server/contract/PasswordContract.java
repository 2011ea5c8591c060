package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.Password;
import users.api.User;
import users.api.UserError;
import users.api.UserException;
import users.api.UserKey;
import users.api.UserStatus;
import users.api.Users;

public interface PasswordContract {

    /** Of everybody whom {@link People} makes. */
    String RIGHT = "a-test-pw";

    Users users();

    @Test
    default void theRightPasswordAnswersWithItsUser() {
        var user = users().create(somebody());

        assertThat(verify(user.id(), RIGHT)).isEqualTo(user);
        assertThat(verify(user.profile().email(), RIGHT)).isEqualTo(user);
        assertThat(verify(new Email(user.profile().email().value().toUpperCase(java.util.Locale.ROOT)), RIGHT))
                .isEqualTo(user);
    }

    @Test
    default void whoIsUnknownWhoIsDeletedAndWhoHasAnotherPasswordCannotBeToldApart() {
        var user = users().create(somebody());
        var deleted = users().create(somebody());
        users().delete(deletion(deleted.id()));

        for (var key :
                List.of(user.id(), user.profile().email(), nobody(), new Email("unknown@people.test"), deleted.id())) {
            assertFails(() -> verify(key, "a-wrong-pw"), new UserError.InvalidCredentials());
        }
    }

    @Test
    default void aPasswordIsWipedWhetherItIsRightOrWrong() {
        var user = users().create(somebody());
        for (var text : List.of(RIGHT, "a-wrong-pw")) {
            var password = new Password(text);
            try {
                users().verifyPassword(user.id(), password);
            } catch (UserException refused) {
                assertThat(refused.error()).isEqualTo(new UserError.InvalidCredentials());
            }
            assertThat(password.<String>reveal(String::new)).matches("\0+");
        }
    }

    @Test
    default void canonicallyEquivalentTextIsTheSamePasswordAndNothingElseIs() {
        var user = users().create(somebody());
        users().setPassword(user.id(), new Password("Gr\u00FCn-Zaun-9"));

        assertThat(verify(user.id(), "Gr\u00FCn-Zaun-9").id()).isEqualTo(user.id());
        assertThat(verify(user.id(), "Gru\u0308n-Zaun-9").id()).isEqualTo(user.id());
        assertFails(() -> verify(user.id(), "Gr\u00FCn-Zaun-\uFF19"), new UserError.InvalidCredentials());
    }

    @Test
    default void whoIsDisabledIsToldSoOnlyWithTheRightPassword() {
        var user = users().create(somebody());
        users().update(change(user.id())
                .status(new UserStatus.Disabled("on leave"))
                .update());

        assertFails(() -> verify(user.id(), "a-wrong-pw"), new UserError.InvalidCredentials());
        assertFails(() -> verify(user.id(), RIGHT), new UserError.Disabled(user.id(), "on leave"));
        assertFails(
                () -> users().changePassword(user.id(), new Password(RIGHT), new Password("another-pw")),
                new UserError.Disabled(user.id(), "on leave"));
    }

    @Test
    default void fiveWrongPasswordsInARowBlockTheIdOrEmailWhetherKnownOrNot() {
        var user = users().create(somebody());
        for (var key : List.of(user.id(), user.profile().email(), nobody(), new Email("guessed@people.test"))) {
            guessWrong(key, 5);

            assertThat(blocked(() -> verify(key, RIGHT))).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }

    @Test
    default void theDelayGrowsAndARightPasswordEndsIt() throws InterruptedException {
        var user = users().create(somebody());
        guessWrong(user.id(), 5);
        Thread.sleep(blocked(() -> verify(user.id(), RIGHT)));

        guessWrong(user.id(), 1);
        assertThat(blocked(() -> verify(user.id(), RIGHT))).isEqualTo(Duration.ofSeconds(2));
        Thread.sleep(blocked(() -> verify(user.id(), RIGHT)));

        assertThat(verify(user.id(), RIGHT)).isEqualTo(user);
        guessWrong(user.id(), 4);
        assertThat(verify(user.id(), RIGHT)).isEqualTo(user);
    }

    @Test
    default void guessesThatComeAtOnceDoNotOutrunTheCount() throws Exception {
        var user = users().create(somebody());

        var outcomes = Outcomes.of(40, () -> verify(user.id(), "a-wrong-pw"));

        var wrong = outcomes.errors().stream().filter(UserError.InvalidCredentials.class::isInstance);
        assertThat(outcomes.users()).isEmpty();
        assertThat(wrong).hasSizeBetween(5, 6);
    }

    @Test
    default void rightPasswordsThatComeAtOnceAreNotRefused() throws Exception {
        var user = users().create(somebody());

        var outcomes = Outcomes.of(40, () -> verify(user.id(), RIGHT));

        assertThat(outcomes.errors()).isEmpty();
        assertThat(outcomes.users()).hasSize(40).containsOnly(user);
    }

    @Test
    default void whoKnowsThePasswordChangesIt() {
        var user = users().create(somebody());

        var changed = users().changePassword(user.id(), new Password(RIGHT), new Password("another-pw"));

        assertThat(changed.passwordChangeTime()).contains(changed.updateTime());
        assertThat(changed.etag()).isNotEqualTo(user.etag());
        assertThat(changed.profile()).isEqualTo(user.profile());
        assertThat(verify(user.id(), "another-pw")).isEqualTo(changed);
        assertFails(() -> verify(user.id(), RIGHT), new UserError.InvalidCredentials());
    }

    @Test
    default void whoDoesNotKnowThePasswordChangesNothing() {
        var user = users().create(somebody());

        assertFails(
                () -> users().changePassword(user.id(), new Password("a-wrong-pw"), new Password("another-pw")),
                new UserError.InvalidCredentials());
        assertFails(
                () -> users().changePassword(nobody(), new Password(RIGHT), new Password("another-pw")),
                new UserError.InvalidCredentials());
        assertThat(verify(user.id(), RIGHT)).isEqualTo(user);

        guessWrong(user.id(), 5);
        assertThat(blocked(() -> users().changePassword(user.id(), new Password(RIGHT), new Password("another-pw"))))
                .isPositive();
    }

    @Test
    default void ofManyWhoChangeAPasswordAtOnceOneDoes() throws Exception {
        var user = users().create(somebody());

        var outcomes = Outcomes.of(IntStream.range(0, 4)
                .mapToObj(i -> (java.util.concurrent.Callable<User>)
                        () -> users().changePassword(user.id(), new Password(RIGHT), new Password("another-pw-" + i)))
                .toList());

        assertThat(outcomes.users()).hasSize(1);
        assertThat(outcomes.errors()).hasSize(3).containsOnly(new UserError.InvalidCredentials());
    }

    @Test
    default void anOperatorGivesAPasswordWhateverTheOldOneWas() {
        var user = users().create(somebody());

        var changed = users().setPassword(user.id(), new Password("another-pw"));

        assertThat(changed.passwordChangeTime()).contains(changed.updateTime());
        assertThat(users().get(user.id())).isEqualTo(changed);
        assertThat(verify(user.id(), "another-pw")).isEqualTo(changed);
        var nobody = nobody();
        assertFails(() -> users().setPassword(nobody, new Password("another-pw")), new UserError.NotFound(nobody));
        users().delete(deletion(user.id()));
        assertFails(() -> users().setPassword(user.id(), new Password("another-pw")), new UserError.Deleted(user.id()));
    }

    @Test
    default void anUndeletedUserHasItsPasswordAgain() {
        var user = users().create(somebody());
        users().delete(deletion(user.id()));
        var back = users().undelete(user.id());

        assertThat(verify(user.id(), RIGHT)).isEqualTo(back);
    }

    private User verify(UserKey key, String password) {
        return users().verifyPassword(key, new Password(password));
    }

    private void guessWrong(UserKey key, int times) {
        for (int i = 0; i < times; i++) {
            assertFails(() -> verify(key, "a-wrong-pw"), new UserError.InvalidCredentials());
        }
    }

    private static Duration blocked(Runnable call) {
        var refused = catchThrowableOfType(UserException.class, call::run);
        return Optional.ofNullable(refused)
                .map(UserException::error)
                .filter(UserError.TooManyAttempts.class::isInstance)
                .map(error -> ((UserError.TooManyAttempts) error).retryAfter())
                .orElseThrow(() -> new AssertionError("Not blocked", refused));
    }
}
