package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.PageToken;
import users.api.User;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.Users;
import users.api.filter.Filter;

public interface ListContract {

    Users users();

    @Test
    default void pagesHoldEachUserOnceOldestFirst() {
        var created = createIn("QA", 25);

        for (int pageSize : new int[] {1, 7, 24, 25, 26, 1000}) {
            assertThat(walk(in("QA"), pageSize)).isEqualTo(created);
        }
    }

    @Test
    default void theLastPageSaysThatItIs() {
        createIn("QB", 4);

        var first = users().list(new UserQuery(in("QB"), 2, Optional.empty()));
        var second = users().list(new UserQuery(in("QB"), 2, first.next()));

        assertThat(first.next()).isPresent();
        assertThat(second.users()).hasSize(2);
        assertThat(second.next()).isEmpty();
        assertThat(users().list(new UserQuery(in("QC"), 2, Optional.empty())))
                .isEqualTo(new UserPage(List.of(), Optional.empty()));
    }

    @Test
    default void aFilterKeepsTheUsersOfOneCountry() {
        var here = createIn("QD", 3);
        var there = createIn("QE", 3);

        assertThat(walk(in("QD"), 2)).isEqualTo(here);
        assertThat(walk(Filter.ALL, 50)).containsAll(here).containsAll(there);
    }

    @Test
    default void whoIsThereFromTheFirstPageToTheLastIsListedOnce() {
        var staying = new HashSet<UserId>();
        createIn("QF", 40).forEach(user -> staying.add(user.id()));
        var seen = new ArrayList<UserId>();
        var token = Optional.<PageToken>empty();

        do {
            var page = users().list(new UserQuery(in("QF"), 7, token));
            page.users().forEach(user -> seen.add(user.id()));
            token = page.next();
            var cursor = page.users().getLast().id();
            users().delete(deletion(cursor));
            staying.remove(cursor);
            if (seen.size() < 60) {
                createIn("QF", 1);
            }
        } while (token.isPresent());

        assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
    }

    @Test
    default void everyOrderListsEachOfTheSameNameOnceWhileUsersComeAndGo() {
        char country = 'A';
        for (var field : UserOrder.Field.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                walkWhileUsersComeAndGo("U" + country++, new UserOrder(field, descending));
            }
        }
    }

    private void walkWhileUsersComeAndGo(String country, UserOrder order) {
        var staying = new HashSet<UserId>();
        createIn(country, 20).forEach(user -> staying.add(user.id()));
        var seen = new ArrayList<UserId>();
        var token = Optional.<PageToken>empty();
        do {
            var page = users().list(new UserQuery(in(country), order, false, 7, token));
            page.users().forEach(user -> seen.add(user.id()));
            token = page.next();
            var cursor = page.users().getLast().id();
            users().delete(deletion(cursor));
            staying.remove(cursor);
            if (seen.size() < 30) {
                createIn(country, 1);
            }
        } while (token.isPresent());

        assertThat(seen).as(order.toString()).doesNotHaveDuplicates().containsAll(staying);
    }

    @Test
    default void aTokenServesTheOrderAndTheChoiceThatItWasGivenFor() {
        createIn("UX", 2);
        var byName = new UserOrder(UserOrder.Field.LAST_NAME, false);
        var token = users().list(new UserQuery(in("UX"), byName, false, 1, Optional.empty()))
                .next();

        for (var query : List.of(
                new UserQuery(in("UX"), byName, true, 1, token),
                new UserQuery(in("UX"), new UserOrder(UserOrder.Field.LAST_NAME, true), false, 1, token),
                new UserQuery(in("UX"), UserOrder.DEFAULT, false, 1, token))) {
            assertRefused(query);
        }
        assertThat(users().list(new UserQuery(in("UX"), byName, false, 1, token))
                        .users())
                .hasSize(1);
    }

    @Test
    default void aPageMayHaveAnotherSizeThanTheOneBefore() {
        var created = createIn("QG", 6);

        var first = users().list(new UserQuery(in("QG"), 2, Optional.empty()));
        var second = users().list(new UserQuery(in("QG"), 10, first.next()));

        assertThat(Stream.concat(first.users().stream(), second.users().stream()))
                .containsExactlyElementsOf(created);
    }

    @Test
    default void aTokenServesTheFilterThatItWasGivenFor() {
        createIn("QH", 2);
        createIn("QI", 2);
        var token = users().list(new UserQuery(in("QH"), 1, Optional.empty())).next();

        assertRefused(in("QI"), token.orElseThrow());
        assertRefused(Filter.ALL, token.orElseThrow());
        assertThat(users().list(new UserQuery(in("QH"), 1, token)).users()).hasSize(1);
    }

    @Test
    default void tokensThatNobodyGaveAreRefused() {
        createIn("QJ", 2);
        var token = users().list(new UserQuery(in("QJ"), 1, Optional.empty()))
                .next()
                .orElseThrow();
        var bytes = Base64.getUrlDecoder().decode(token.value());

        for (int i = 0; i < bytes.length; i++) {
            var forged = bytes.clone();
            forged[i] ^= 1;
            assertRefused(in("QJ"), new PageToken(Base64.getUrlEncoder().encodeToString(forged)));
        }
        for (var forged : List.of(
                "next",
                "€",
                token.value().substring(1),
                token.value().substring(0, token.value().length() - 1),
                token.value() + "AAAA",
                "0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e",
                "A".repeat(70),
                "A".repeat(2000))) {
            assertRefused(in("QJ"), new PageToken(forged));
        }
    }

    @Test
    default void aTokenTellsNothing() {
        var created = createIn("QK", 2);
        var first = users().list(new UserQuery(in("QK"), 1, Optional.empty()))
                .next()
                .orElseThrow();
        var again = users().list(new UserQuery(in("QK"), 1, Optional.empty()))
                .next()
                .orElseThrow();

        assertThat(first).isNotEqualTo(again);
        assertThat(new String(
                        Base64.getUrlDecoder().decode(first.value()), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(created.getFirst().id().toString(), "QK");
    }

    private void assertRefused(Filter filter, PageToken token) {
        assertRefused(new UserQuery(filter, 1, Optional.of(token)));
    }

    private void assertRefused(UserQuery query) {
        assertThatThrownBy(() -> users().list(query))
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isInstanceOfSatisfying(UserError.Invalid.class, error -> {
                            assertThat(error.violations()).hasSize(1);
                            assertThat(error.violations().getFirst().field()).isEqualTo("page_token");
                        }));
    }

    private List<User> createIn(String country, int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        users().create(somebody(somebody().profile().email().value(), country)))
                .toList();
    }

    private List<User> walk(Filter filter, int pageSize) {
        var found = new ArrayList<User>();
        var token = Optional.<PageToken>empty();
        do {
            var page = users().list(new UserQuery(filter, pageSize, token));
            assertThat(page.users()).hasSizeLessThanOrEqualTo(pageSize);
            found.addAll(page.users());
            token = page.next();
        } while (token.isPresent());
        return found;
    }

    private static Filter in(String country) {
        return Filter.country(new CountryCode(country));
    }
}
