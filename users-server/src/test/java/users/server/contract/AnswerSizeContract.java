package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.labelled;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.created;
import static users.server.contract.Rows.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.PageToken;
import users.api.User;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.UserStatus;
import users.api.Users;
import users.api.Violation;
import users.api.filter.Filter;

/** Users with as many labels as they may have are told in answers that every client takes. */
public interface AnswerSizeContract {

    /** More than fit. */
    int COUNT = 140;

    Users users();

    @Test
    default void pagesAreShorterAndNobodyIsMissing() {
        var ids = heavy("pages");
        var filter = Filter.parse("labels.size = pages");
        for (boolean showDeleted : List.of(false, true)) {
            var found = new ArrayList<UserId>();
            int pages = 0;
            Optional<PageToken> next = Optional.empty();
            do {
                var page = users().list(new UserQuery(filter, UserOrder.parse("email"), showDeleted, 1000, next));
                page.users().stream().map(User::id).forEach(found::add);
                next = page.next();
                pages++;
            } while (next.isPresent());

            assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(pages).isBetween(2, 3);
        }
    }

    @Test
    default void aBatchThatIsTooBigIsRefused() {
        var ids = heavy("batch");

        assertFails(
                () -> users().get(ids),
                new UserError.Invalid(List.of(
                        new Violation("ids", "must be those of users with less text and labels: ask for fewer"))));
        assertThat(users().get(ids.subList(0, COUNT / 2)).users()).hasSize(COUNT / 2);
    }

    @Test
    default void aHistoryComesInShorterPages() {
        var id = users().create(somebody()).id();
        for (int i = 0; i < COUNT / 2; i++) {
            users().update(change(id)
                    .label("size", Optional.of(i + "x".repeat(32_000)))
                    .update());
        }
        int found = 0;
        Optional<PageToken> next = Optional.empty();
        int pages = 0;
        do {
            var page = users().changes(new UserChangeQuery(id, 1000, next));
            found += page.changes().size();
            next = page.next();
            pages++;
        } while (next.isPresent());

        assertThat(found).isEqualTo(COUNT / 2 + 1);
        assertThat(pages).isBetween(2, 3);
    }

    private List<UserId> heavy(String size) {
        var labels = Map.of("size", size, "text", "é".repeat(16_000));
        return IntStream.range(0, COUNT)
                .mapToObj(any -> created(users(), row(labelled(labels, UserStatus.ENABLED))))
                .toList();
    }
}
