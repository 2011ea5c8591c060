package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.somebody;
import static users.server.contract.People.with;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.Labels;
import users.api.User;
import users.api.UserError;
import users.api.UserStatus;
import users.api.Users;
import users.api.Violation;

public interface LabelsContract {

    Users users();

    @Test
    default void labelsAndStatusAreKeptAsTheyCame() {
        var labels = Map.of("team", "", "x.y", "1", "a/b-c_D", "O\"Neil,\r\n\t{}\u2028 e\u0301");

        var user = users().create(labelled(new Labels(labels), new UserStatus.Disabled(" on leave ")));

        assertThat(user.profile().labels().values()).isEqualTo(labels);
        assertThat(user.profile().status()).isEqualTo(new UserStatus.Disabled("on leave"));
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void aLabelIsChangedWithoutTouchingAnother() {
        var user = users().create(labelled(new Labels(Map.of("team", "red", "Team", "1", "team_1", "2"))));

        assertLabels(user, Map.of("team", "blue", "Team", "1", "team_1", "2"), "team", Optional.of("blue"));
        assertLabels(user, Map.of("Team", "1", "team_1", "2"), "team", Optional.empty());
        assertLabels(user, Map.of("Team", "1", "team_1", "2", "x.y", ""), "x.y", Optional.of(""));
        var all = users().update(change(user.id()).labels(Map.of("Team", "3")).update());
        assertThat(all.profile().labels()).isEqualTo(new Labels(Map.of("Team", "3")));
    }

    @Test
    default void theSameLabelsAreNoNewVersion() {
        var user = users().create(labelled(new Labels(Map.of("team", "red"))));

        assertThat(users().update(change(user.id())
                        .label("team", Optional.of("red"))
                        .update()))
                .isEqualTo(user);
        assertThat(users().update(change(user.id())
                        .label("none", Optional.empty())
                        .update()))
                .isEqualTo(user);
        assertThat(users().update(
                                change(user.id()).labels(Map.of("team", "red")).update()))
                .isEqualTo(user);
    }

    @Test
    default void singleLabelsAreTooManyTogetherToo() {
        var most = IntStream.range(0, 64).boxed().collect(Collectors.toMap(i -> "k" + i, i -> ""));
        var user = users().create(labelled(new Labels(most)));
        var large = users().create(labelled(new Labels(Map.of("a", "é".repeat(16_000)))));
        var refusal = new UserError.Invalid(
                List.of(new Violation("user.labels", "must be at most 64 labels of 32768 bytes in all, in UTF-8")));

        assertFails(
                () -> users().update(
                                change(user.id()).label("more", Optional.of("")).update()),
                refusal);
        assertFails(
                () -> users().update(change(large.id())
                        .label("b", Optional.of("x".repeat(800)))
                        .update()),
                refusal);
        assertThat(users().get(user.id())).isEqualTo(user);
        assertThat(users().update(change(large.id())
                                .label("b", Optional.of("x".repeat(766)))
                                .update())
                        .profile()
                        .labels()
                        .values())
                .hasSize(2);
    }

    @Test
    default void whoIsDisabledCanBeEnabledAgain() {
        var user = users().create(somebody());

        var disabled = users().update(change(user.id())
                .status(new UserStatus.Disabled("on leave"))
                .update());
        assertThat(disabled.profile().status()).isEqualTo(new UserStatus.Disabled("on leave"));
        assertThat(users().get(user.id())).isEqualTo(disabled);

        var enabled =
                users().update(change(user.id()).status(UserStatus.ENABLED).update());
        assertThat(enabled.profile()).isEqualTo(user.profile());
    }

    private void assertLabels(User user, Map<String, String> expected, String key, Optional<String> value) {
        var changed = users().update(change(user.id()).label(key, value).update());
        assertThat(changed.profile().labels().values()).isEqualTo(expected);
        assertThat(users().get(user.id())).isEqualTo(changed);
    }

    private static users.api.NewUser labelled(Labels labels) {
        return labelled(labels, UserStatus.ENABLED);
    }

    private static users.api.NewUser labelled(Labels labels, UserStatus status) {
        return with(People.labelled(labels.values(), status));
    }
}
