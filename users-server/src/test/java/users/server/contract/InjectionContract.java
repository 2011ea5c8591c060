package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.change;
import static users.server.contract.People.somebody;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserId;
import users.api.UserQuery;
import users.api.UserStatus;
import users.api.Users;
import users.api.filter.Condition;
import users.api.filter.Filter;
import users.api.filter.Relation;
import users.api.filter.TextField;

/** A text is data, in every field that takes one, whatever it would be in SQL. */
public interface InjectionContract {

    String LABEL = "injected";
    CountryCode COUNTRY = new CountryCode("QX");

    Users users();

    @Test
    default void whatWouldBeSqlIsKeptAsItIsAndFindsItsUserAlone() {
        users().create(somebody());
        for (var text : Injections.TEXTS) {
            var user = users().create(People.with(profile(text, "i-%x@sql.test".formatted(text.hashCode()), COUNTRY)));

            assertThat(users().get(user.id())).isEqualTo(user);
            assertThat(user.profile())
                    .isEqualTo(profile(text, user.profile().email().value(), COUNTRY));
            for (var field : List.of(
                    TextField.Attribute.FIRST_NAME,
                    TextField.Attribute.LAST_NAME,
                    TextField.Attribute.NICKNAME,
                    new TextField.Label(LABEL))) {
                assertThat(found(new Condition.Comparison(field, Relation.EQUAL, text)))
                        .containsExactly(user.id());
            }
        }
    }

    @Test
    default void whatWouldBeSqlIsKeptAsItIsByAChange() {
        var id = users().create(somebody()).id();
        for (var text : Injections.TEXTS) {
            var changed = users().update(change(id)
                    .firstName(text)
                    .lastName(text)
                    .nickname(text)
                    .label(LABEL, Optional.of(text))
                    .status(new UserStatus.Disabled(text))
                    .update());

            assertThat(changed.profile())
                    .isEqualTo(profile(text, changed.profile().email().value(), new CountryCode("GB")));
            assertThat(users().get(id)).isEqualTo(changed);
        }
    }

    @Test
    default void anAddressThatWouldBeSqlFindsItsUserAlone() {
        for (var local : Injections.LOCAL_PARTS) {
            var email = local + "@address.test";
            var user = users().create(somebody(email, COUNTRY.value()));

            assertThat(users().get(new Email(email))).isEqualTo(user);
            assertThat(found(new Condition.Comparison(
                            TextField.Attribute.EMAIL, Relation.EQUAL, new Email(email).key())))
                    .containsExactly(user.id());
        }
    }

    private List<UserId> found(Condition condition) {
        var here = new Condition.And(List.of(Filter.country(COUNTRY).condition().orElseThrow(), condition));
        return users().list(new UserQuery(Filter.of(here), 10, Optional.empty())).users().stream()
                .map(User::id)
                .toList();
    }

    private static Profile profile(String text, String email, CountryCode country) {
        return new Profile(
                new PersonName(text),
                new PersonName(text),
                new Nickname(text),
                new Email(email),
                country,
                new Labels(Map.of(LABEL, text)),
                new UserStatus.Disabled(text));
    }
}
