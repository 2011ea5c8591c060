package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;
import static users.server.contract.People.with;

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
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.UserStatus;
import users.api.Users;
import users.api.filter.Filter;

/** Which users a filter keeps. Each test has a country of its own. */
public interface FilterContract {

    Users users();

    @Test
    default void everyCharacterOfATextStandsForItself() {
        for (var nickname : List.of("a_b", "axb", "50%", "500", "back\\", "two words")) {
            create("WA", nickname, "");
        }

        assertThat(nicknames("WA", "nickname : \"a_b\"")).containsExactly("a_b");
        assertThat(nicknames("WA", "nickname : \"%\"")).containsExactly("50%");
        assertThat(nicknames("WA", "nickname : \"\\\\\"")).containsExactly("back\\");
        assertThat(nicknames("WA", "nickname : \"two words\"")).containsExactly("two words");
        assertThat(nicknames("WA", "nickname = \"a_*\"")).containsExactly("a_b");
        assertThat(nicknames("WA", "nickname = \"50%*\"")).containsExactly("50%");
        assertThat(nicknames("WA", "nickname = \"*\\\\\"")).containsExactly("back\\");
        assertThat(nicknames("WA", "nickname = \"*o*\"")).containsExactly("two words");
        assertThat(nicknames("WA", "\"'; drop table users.users; --\"")).isEmpty();
    }

    @Test
    default void equalsIsExactAndContainsIsWithoutRegardToCase() {
        create("WB", "Émile", "");
        create("WB", "émile", "");
        create("WB", "emile", "");

        assertThat(nicknames("WB", "nickname = Émile")).containsExactly("Émile");
        assertThat(nicknames("WB", "nickname = \"E\u0301mile\"")).containsExactly("Émile");
        assertThat(nicknames("WB", "nickname != Émile")).containsExactly("émile", "emile");
        assertThat(nicknames("WB", "nickname : É")).containsExactly("Émile", "émile");
        assertThat(nicknames("WB", "ÉMILE")).containsExactly("Émile", "émile");
        assertThat(nicknames("WB", "nickname = É*")).containsExactly("Émile");
        assertThat(nicknames("WB", "nickname < f")).containsExactly("emile");
        assertThat(nicknames("WB", "nickname >= É")).containsExactly("Émile", "émile");
    }

    @Test
    default void textIsInTheOrderOfCodePoints() {
        // In UTF-16, the first of them comes behind the second.
        create("WC", "\ud83d\ude00", "");
        create("WC", "\uffe6", "");

        assertThat(nicknames("WC", "nickname > \uffe6")).containsExactly("\ud83d\ude00");
        assertThat(users().list(query("country = WC", "nickname", false)).users())
                .extracting(user -> user.profile().nickname().value())
                .containsExactly("\uffe6", "\ud83d\ude00");
    }

    @Test
    default void wordsAreLookedForInNamesAndEmail() {
        var ann = with(new Profile(
                new PersonName("Ann"),
                new PersonName("van Dyke"),
                new Nickname("ad"),
                new Email("AD@filters.test"),
                new CountryCode("WD")));
        users().create(ann);
        create("WD", "other", "");

        assertThat(nicknames("WD", "ANN DYKE")).containsExactly("ad");
        assertThat(nicknames("WD", "\"van d\" @FILTERS")).containsExactly("ad");
        assertThat(nicknames("WD", "dyke AND other")).isEmpty();
        assertThat(nicknames("WD", "-dyke")).containsExactly("other");
        assertThat(nicknames("WD", "dyke OR other")).containsExactly("ad", "other");
        assertThat(nicknames("WD", "dyke OR other AND NOT other")).containsExactly("ad");
        assertThat(nicknames("WD", "dyke OR (other AND NOT other)")).containsExactly("ad");
    }

    @Test
    default void emailsAreFoundByWhatCountsAsTheSame() {
        var user = users().create(somebody("Ann@B\u00fccher.filters.test", "WE"));

        for (var filter : List.of(
                "email = ann@XN--BCHER-KVA.filters.test",
                "email = \"*@b\u00dccher.filters.test\"",
                "email : \"@B\u00dcCHER\"",
                "email != x@y.test AND email : ann",
                "email > ann AND email < b")) {
            assertThat(found("WE", filter)).as(filter).containsExactly(user);
        }
    }

    @Test
    default void labelsAreFoundByKeyAndValue() {
        create("WF", "none", "");
        create("WF", "ops", "ops");
        create("WF", "empty", Map.of("team", ""));
        create("WF", "odd", Map.of("x.y/z", "say \"50%\"\\\nand more"));

        assertThat(nicknames("WF", "labels.team = ops")).containsExactly("ops");
        assertThat(nicknames("WF", "labels.team != ops")).containsExactly("none", "empty", "odd");
        assertThat(nicknames("WF", "labels : team")).containsExactly("ops", "empty");
        assertThat(nicknames("WF", "labels.team:*")).containsExactly("ops", "empty");
        assertThat(nicknames("WF", "NOT labels : team")).containsExactly("none", "odd");
        assertThat(nicknames("WF", "labels.team < p")).containsExactly("ops", "empty");
        assertThat(nicknames("WF", "labels.team : PS")).containsExactly("ops");
        assertThat(nicknames("WF", "labels.team = o*")).containsExactly("ops");
        assertThat(nicknames("WF", "labels.\"x.y/z\" : \"Y \\\"50%\\\"\\\\\n\""))
                .containsExactly("odd");
        assertThat(nicknames("WF", "labels.x.y/z = \"*more\"")).containsExactly("odd");
    }

    @Test
    default void idsTimesAndStatusAreCompared() {
        var one = create("WG", "one", "");
        var two = create("WG", "two", "");
        var three = users().update(change(create("WG", "three", "").id())
                .status(new UserStatus.Disabled("left"))
                .update());

        assertThat(found("WG", "id = " + two.id())).containsExactly(two);
        assertThat(found("WG", "id != " + two.id())).containsExactly(one, three);
        assertThat(found("WG", "id < " + two.id())).containsExactly(one);
        assertThat(found("WG", "create_time = " + two.createTime())).containsExactly(two);
        assertThat(found("WG", "create_time > " + two.createTime())).containsExactly(three);
        assertThat(found("WG", "update_time >= " + three.updateTime())).containsExactly(three);
        assertThat(found("WG", "create_time < 2026-01-01T00:00:00+14:00")).isEmpty();
        assertThat(found("WG", "disabled = true")).containsExactly(three);
        assertThat(found("WG", "disabled = false")).containsExactly(one, two);
        assertThat(found("WG", "country : g country > WF country != GB country = \"*G\""))
                .containsExactly(one, two, three);
    }

    @Test
    default void deletedUsersAreListedWhenAskedForInTheSameOrder() {
        var one = create("WH", "one", "");
        var two = create("WH", "two", "");
        var three = create("WH", "three", "");
        var deleted = users().delete(deletion(two.id()));

        assertThat(users().list(query("country = WH", "create_time", false)).users())
                .containsExactly(one, three);
        assertThat(users().list(query("country = WH", "create_time", true)).users())
                .containsExactly(one, deleted, three);
        assertThat(users().list(query("country = WH", "nickname desc", true)).users())
                .containsExactly(deleted, three, one);
        assertThat(users().list(query("country = WH", "email desc", true)).users())
                .containsExactlyInAnyOrder(deleted, three, one);
    }

    private User create(String country, String nickname, String team) {
        return create(country, nickname, team.isEmpty() ? Map.of() : Map.of("team", team));
    }

    private User create(String country, String nickname, Map<String, String> labels) {
        return users().create(with(new Profile(
                new PersonName("First"),
                new PersonName("Last"),
                new Nickname(nickname),
                somebody().profile().email(),
                new CountryCode(country),
                new Labels(labels),
                UserStatus.ENABLED)));
    }

    private List<String> nicknames(String country, String filter) {
        return found(country, filter).stream()
                .map(user -> user.profile().nickname().value())
                .toList();
    }

    private List<User> found(String country, String filter) {
        return users().list(query("country = %s AND (%s)".formatted(country, filter), "create_time", false))
                .users();
    }

    private static UserQuery query(String filter, String order, boolean showDeleted) {
        return new UserQuery(Filter.parse(filter), UserOrder.parse(order), showDeleted, 100, Optional.empty());
    }
}
