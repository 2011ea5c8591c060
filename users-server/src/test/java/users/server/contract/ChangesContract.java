package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.Etag;
import users.api.PageToken;
import users.api.Password;
import users.api.UserChange;
import users.api.UserChange.Field;
import users.api.UserChange.Kind;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserQuery;
import users.api.UserStatus;
import users.api.Users;
import users.api.filter.Filter;

public interface ChangesContract {

    Users users();

    @Test
    default void theHistoryOfAUserIsToldNewestFirst() {
        var user = users().create(somebody());
        var updated = users().update(change(user.id()).nickname("Lee").update());
        users().delete(deletion(user.id()));
        var back = users().undelete(user.id());

        var changes = all(user.id());

        assertThat(changes)
                .extracting(UserChange::kind)
                .containsExactly(Kind.UNDELETED, Kind.DELETED, Kind.UPDATED, Kind.CREATED);
        assertThat(changes)
                .extracting(UserChange::etag)
                .containsExactly(back.etag(), updated.etag(), updated.etag(), new Etag(1));
        assertThat(changes).extracting(UserChange::actor).containsOnly("anonymous");
        assertThat(changes)
                .extracting(UserChange::time)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder())
                .allSatisfy(time -> assertThat(time)
                        .isBetween(user.createTime(), back.updateTime().plusSeconds(60)));
    }

    @Test
    default void aCreationHasEveryFieldAsNew() {
        var created = somebody();
        var user = users().create(created);

        assertThat(all(user.id()).getFirst().fields())
                .containsExactly(
                        isNew("first_name", "Ann"),
                        isNew("last_name", "Lee"),
                        isNew("nickname", "annlee"),
                        isNew("email", user.profile().email().value()),
                        isNew("country", "GB"),
                        isNew("disabled", "false"));
    }

    @Test
    default void anUpdateHasWhatItChangedBeforeAndAfter() {
        var user = users().create(somebody());
        users().update(change(user.id())
                .labels(Map.of("team", "red", "old", "x", "same", ""))
                .update());
        users().update(change(user.id())
                .firstName("Zoë")
                .labels(Map.of("team", "blue", "new", "", "same", ""))
                .status(new UserStatus.Disabled("on leave"))
                .update());
        users().update(change(user.id()).status(UserStatus.ENABLED).update());

        assertThat(all(user.id()).stream().limit(3).map(UserChange::fields))
                .containsExactly(
                        List.of(
                                field("disabled", "true", "false"),
                                new Field("disabled_reason", Optional.of("on leave"), Optional.empty())),
                        List.of(
                                field("first_name", "Ann", "Zoë"),
                                isNew("labels.new", ""),
                                new Field("labels.old", Optional.of("x"), Optional.empty()),
                                field("labels.team", "red", "blue"),
                                field("disabled", "false", "true"),
                                isNew("disabled_reason", "on leave")),
                        List.of(isNew("labels.old", "x"), isNew("labels.same", ""), isNew("labels.team", "red")));
    }

    @Test
    default void aPasswordChangeTellsItsTimeAndNeverThePassword() {
        var user = users().create(somebody());
        var changed = users().setPassword(user.id(), new Password("another-test-pw"));

        assertThat(all(user.id()).getFirst().fields())
                .containsExactly(isNew(
                        "password_change_time",
                        changed.passwordChangeTime().orElseThrow().toString()));
        assertThat(all(user.id()).toString()).doesNotContain("test-pw", "argon2");
    }

    @Test
    default void pagesHoldEachChangeOnce() {
        var user = users().create(somebody());
        for (int i = 0; i < 9; i++) {
            users().update(change(user.id()).nickname("n" + i).update());
        }
        var all = all(user.id());

        assertThat(all).hasSize(10).doesNotHaveDuplicates();
        for (int pageSize : new int[] {1, 3, 9, 10, 11}) {
            assertThat(walk(user.id(), pageSize)).isEqualTo(all);
        }
    }

    @Test
    default void aPageTokenServesTheUserThatItWasGivenFor() {
        var user = users().create(somebody());
        users().update(change(user.id()).nickname("Lee").update());
        var other = users().create(somebody());
        users().list(new UserQuery(Filter.ALL, 1, Optional.empty()));
        var token = users().changes(new UserChangeQuery(user.id(), 1, Optional.empty()))
                .next()
                .orElseThrow();
        var ofAList = users().list(new UserQuery(Filter.ALL, 1, Optional.empty()))
                .next()
                .orElseThrow();

        assertPageTokenRefused(other.id(), token);
        assertPageTokenRefused(user.id(), ofAList);
        assertPageTokenRefused(user.id(), new PageToken("next"));
        assertThatThrownBy(() -> users().list(new UserQuery(Filter.ALL, 1, Optional.of(token))))
                .isInstanceOf(UserException.class);
    }

    @Test
    default void ofAPurgedUserItIsKnownWhatHappenedWhenAndNoMore() {
        var user = users().create(somebody());
        users().update(change(user.id()).nickname("Lee").update());
        users().delete(deletion(user.id()));
        users().purge(user.id());

        assertThat(all(user.id()))
                .extracting(UserChange::kind)
                .containsExactly(Kind.PURGED, Kind.DELETED, Kind.UPDATED, Kind.CREATED);
        assertThat(all(user.id()))
                .allSatisfy(change -> assertThat(change.fields()).isEmpty());
    }

    @Test
    default void ofWhomNothingIsKnownThereIsNoHistory() {
        var nobody = nobody();

        assertFails(() -> all(nobody), new UserError.NotFound(nobody));
    }

    private void assertPageTokenRefused(UserId id, PageToken token) {
        assertThatThrownBy(() -> users().changes(new UserChangeQuery(id, 1, Optional.of(token))))
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isInstanceOfSatisfying(UserError.Invalid.class, error -> {
                            assertThat(error.violations()).hasSize(1);
                            assertThat(error.violations().getFirst().field()).isEqualTo("page_token");
                        }));
    }

    private List<UserChange> all(UserId id) {
        return users().changes(new UserChangeQuery(id, 1000, Optional.empty())).changes();
    }

    private List<UserChange> walk(UserId id, int pageSize) {
        var found = new ArrayList<UserChange>();
        var token = Optional.<PageToken>empty();
        UserChangePage page;
        do {
            page = users().changes(new UserChangeQuery(id, pageSize, token));
            assertThat(page.changes()).hasSizeBetween(1, pageSize);
            found.addAll(page.changes());
            token = page.next();
        } while (token.isPresent());
        return found;
    }

    private static Field isNew(String name, String value) {
        return new Field(name, Optional.empty(), Optional.of(value));
    }

    private static Field field(String name, String before, String after) {
        return new Field(name, Optional.of(before), Optional.of(after));
    }
}
