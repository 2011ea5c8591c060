package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.somebody;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.NewUser;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserError;
import users.api.Users;

public interface CreateContract {

    Users users();

    @Test
    default void aNewUserIsWhatWasAskedForWithAnIdTimesAndAnEtag() {
        var asked = somebody();

        var user = users().create(asked);

        assertThat(user.profile()).isEqualTo(asked.profile());
        assertThat(user.id().value().version()).isEqualTo(7);
        assertThat(user.createTime()).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
        assertThat(user.createTime()).isEqualTo(user.createTime().truncatedTo(ChronoUnit.MICROS));
        assertThat(user.updateTime()).isEqualTo(user.createTime());
        assertThat(user.etag()).isEqualTo(new Etag(1));
        assertThat(user.deletion()).isEmpty();
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void idsSortByTimeOfCreation() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            ids.add(users().create(somebody()).id().toString());
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Robert'); drop table users.users; --",
                "' or '1'='1",
                "100% _ \\' \\\\ $1 :id ? {}",
                "O'Neil-\"Smith\"",
                "日本語 नमस्ते عمر ❤️ 👩‍🌾 🏳️‍🌈",
                "e\u0301 becomes é"
            })
    default void textIsDataWhateverItLooksLike(String text) {
        var asked = People.with(new Profile(
                new PersonName(text),
                new PersonName(text),
                new Nickname(text),
                somebody().profile().email(),
                new CountryCode("GB")));

        var user = users().create(asked);

        assertThat(user.profile()).isEqualTo(asked.profile());
        assertThat(users().get(user.id()).profile()).isEqualTo(asked.profile());
    }

    @Test
    default void theWholeRangeOfAnEmailIsKept() {
        var email = new Email("o'neil+a_b%c`{|}~$1*?@people.test");

        var user = users().create(somebody(email.value()));

        assertThat(users().get(email)).isEqualTo(user);
    }

    @Test
    default void anEmailBelongsToOneUser() {
        var first = users().create(somebody());

        assertFails(
                () -> users().create(somebody(first.profile().email().value())),
                new UserError.EmailTaken(first.profile().email(), first.id()));
        assertThat(users().get(first.profile().email())).isEqualTo(first);
    }

    @Test
    default void aPasswordIsWipedWhetherItsUserIsCreatedOrNot() {
        var accepted = somebody();
        var refused = somebody(accepted.profile().email().value());

        var holder = users().create(accepted);
        assertFails(
                () -> users().create(refused),
                new UserError.EmailTaken(refused.profile().email(), holder.id()));

        assertThat(characters(accepted)).containsOnly('\0');
        assertThat(characters(refused)).containsOnly('\0');
    }

    @Test
    default void ofFiftyWhoWantAnEmailAtOnceOneGetsIt() throws Exception {
        var email = somebody().profile().email();

        var outcomes = Outcomes.of(50, () -> users().create(somebody(email.value())));

        assertThat(outcomes.users()).hasSize(1);
        var holder = outcomes.users().getFirst();
        assertThat(outcomes.errors()).hasSize(49).containsOnly(new UserError.EmailTaken(email, holder.id()));
        assertThat(users().get(email)).isEqualTo(holder);
    }

    private static char[] characters(NewUser user) {
        return user.password().reveal(char[]::clone);
    }
}
