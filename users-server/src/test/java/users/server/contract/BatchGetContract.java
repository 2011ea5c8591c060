package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.User;
import users.api.UserBatch;
import users.api.UserId;
import users.api.Users;

public interface BatchGetContract {

    Users users();

    @Test
    default void usersComeInTheOrderAskedEachOnceAndThoseMissingAreNamed() {
        var first = users().create(somebody());
        var second = users().create(somebody());
        var deleted = users().create(somebody());
        users().delete(deletion(deleted.id()));
        var nobody = nobody();

        assertThat(users().get(List.of(second.id(), nobody, first.id(), second.id(), deleted.id(), nobody)))
                .isEqualTo(new UserBatch(List.of(second, first), List.of(nobody, deleted.id())));
        assertThat(users().get(List.of())).isEqualTo(new UserBatch(List.of(), List.of()));
    }

    @Test
    default void aThousandUsersComeAtOnce() {
        var there = new ArrayList<User>();
        for (int i = 0; i < 20; i++) {
            there.addFirst(users().create(somebody()));
        }
        var missing = Stream.generate(People::nobody).limit(980).toList();
        var asked =
                Stream.concat(missing.stream(), there.stream().map(User::id)).toList();

        var batch = users().get(asked);

        assertThat(batch.users()).isEqualTo(there);
        assertThat(batch.missing()).isEqualTo(missing).doesNotContainAnyElementsOf(ids(there));
    }

    private static List<UserId> ids(List<User> users) {
        return users.stream().map(User::id).toList();
    }
}
