package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Password;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserQuery;
import users.api.Users;
import users.api.WriteOptions;
import users.api.filter.Filter;

public interface WatchContract {

    Users users();

    @Test
    default void aWatcherIsToldWhatHappensToAUserInItsOrder() {
        try (var watcher = Watcher.of(users(), in("WA"))) {
            var user = create("WA");
            var updated = users().update(change(user.id()).nickname("Lee").update());
            users().delete(deletion(user.id()));
            var back = users().undelete(user.id());
            users().delete(deletion(user.id()));
            users().purge(user.id());

            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(updated, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Deleted(updated, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Undeleted(back, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Deleted(back, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Purged(user.id(), token(watcher)));
        }
    }

    @Test
    default void aPasswordChangeIsAnUpdate() {
        try (var watcher = Watcher.of(users(), in("WB"))) {
            var user = create("WB");
            var changed = users().setPassword(user.id(), new Password("another-test-pw"));

            assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(changed, token(watcher)));
            assertThat(changed.passwordChangeTime()).isPresent();
        }
    }

    @Test
    default void everyFieldComesAsItIsStored() {
        try (var watcher = Watcher.of(users(), in("WC"))) {
            var user = create("WC");
            var updated = users().update(change(user.id())
                    .firstName("Zoë \"q\" \\ 日本")
                    .labels(Map.of("a", "", "b.c", "{\"x\": [1, null]}\n"))
                    .status(new users.api.UserStatus.Disabled("on leave"))
                    .update());

            watcher.next();
            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(updated, token(watcher)));
        }
    }

    @Test
    default void whatWasRefusedOrOnlyCheckedOrChangedNothingIsNoEvent() {
        try (var watcher = Watcher.of(users(), in("WD"))) {
            var user = create("WD");
            users().create(
                            somebody(somebody().profile().email().value(), "WD"),
                            new WriteOptions(Optional.empty(), true));
            users().update(change(user.id())
                    .nickname(user.profile().nickname().value())
                    .update());
            assertThatThrownBy(
                            () -> users().create(somebody(user.profile().email().value(), "WD")))
                    .isInstanceOf(UserException.class);
            var last = create("WD");

            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(last, token(watcher)));
        }
    }

    @Test
    default void whoComesIntoTheFilterIsUpdatedAndWhoLeavesItIsRemoved() {
        try (var watcher = Watcher.of(users(), in("WE"))) {
            var user = create("WF");
            var inside = users().update(change(user.id()).country("WE").update());
            var outside = users().update(change(user.id()).country("WF").update());
            users().update(change(user.id()).nickname("unseen").update());
            users().delete(deletion(user.id()));
            users().undelete(user.id());
            var again = users().update(change(user.id()).country("WE").update());

            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(inside, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Removed(outside, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(again, token(watcher)));
        }
    }

    @Test
    default void thatAUserIsPurgedIsToldToEverybodyByItsIdAlone() {
        var user = create("WG");
        users().delete(deletion(user.id()));
        try (var watcher = Watcher.of(users(), in("WH"))) {
            users().purge(user.id());

            // Other tests purge, too.
            var event = watcher.next();
            while (!event.equals(new UserEvent.Purged(user.id(), event.resumeToken()))) {
                assertThat(event).isInstanceOf(UserEvent.Purged.class);
                event = watcher.next();
            }
        }
    }

    @Test
    default void aWatchGoesOnBehindEachEventWithNothingTwiceAndNothingMissed() {
        var tokens = new ArrayList<Optional<ResumeToken>>();
        var users = new ArrayList<User>();
        try (var watcher = Watcher.of(users(), in("WI"))) {
            tokens.add(watcher.token());
            for (int i = 0; i < 5; i++) {
                users.add(create("WI"));
                watcher.next();
                tokens.add(watcher.token());
            }
        }
        users.add(create("WI"));

        for (int i = 0; i < tokens.size(); i++) {
            try (var watcher = Watcher.of(users(), in("WI"), tokens.get(i))) {
                for (var user : users.subList(i, users.size())) {
                    assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
                }
            }
        }
    }

    @Test
    default void theFirstMessageOfAWatchThatGoesOnLosesNothing() {
        Optional<ResumeToken> token;
        try (var watcher = Watcher.of(users(), in("WJ"))) {
            token = watcher.token();
        }
        var user = create("WJ");
        try (var watcher = Watcher.of(users(), in("WJ"), token)) {
            token = watcher.token();
        }
        try (var watcher = Watcher.of(users(), in("WJ"), token)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    default void aListMadeAfterTheFirstMessageAndTheEventsBehindItLeaveNoGap() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() ->
                    IntStream.range(0, 30).mapToObj(i -> create("WK").id()).toList());
            try (var watcher = Watcher.of(users(), in("WK"))) {
                var known = new java.util.HashSet<>(
                        users().list(new UserQuery(in("WK"), 1000, Optional.empty())).users().stream()
                                .map(User::id)
                                .toList());
                var written = writing.get();
                while (!known.containsAll(written)) {
                    if (watcher.next() instanceof UserEvent.Created(var user, var any)) {
                        known.add(user.id());
                    }
                }
            }
        }
    }

    @Test
    default void aResumeTokenServesTheFilterThatItWasGivenFor() {
        Optional<ResumeToken> token;
        try (var watcher = Watcher.of(users(), in("WL"))) {
            token = watcher.token();
        }

        assertRefused(in("WM"), token.orElseThrow());
        assertRefused(Filter.ALL, token.orElseThrow());
        // The same one in other words.
        Watcher.of(users(), Filter.parse("country=wl"), token).close();
    }

    @Test
    default void tokensOfAWatchThatNobodyGaveAreRefused() {
        ResumeToken token;
        try (var watcher = Watcher.of(users(), in("WN"))) {
            token = watcher.token().orElseThrow();
        }
        var bytes = Base64.getUrlDecoder().decode(token.value());

        for (int i = 0; i < bytes.length; i++) {
            var forged = bytes.clone();
            forged[i] ^= 1;
            assertRefused(in("WN"), new ResumeToken(Base64.getUrlEncoder().encodeToString(forged)));
        }
        for (var forged : List.of("next", "€", token.value().substring(1), token.value() + "AAAA", "A".repeat(2000))) {
            assertRefused(in("WN"), new ResumeToken(forged));
        }
    }

    @Test
    default void aWatchEndsWhenItIsClosedByAnotherThread() {
        var watcher = Watcher.of(users(), in("WO"));

        watcher.close();

        watcher.awaitEnd();
    }

    private void assertRefused(Filter filter, ResumeToken token) {
        assertThatThrownBy(() -> users().watch(filter, Optional.of(token)))
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isInstanceOfSatisfying(UserError.Invalid.class, error -> {
                            assertThat(error.violations()).hasSize(1);
                            assertThat(error.violations().getFirst().field()).isEqualTo("resume_token");
                        }));
    }

    private User create(String country) {
        return users().create(somebody(somebody().profile().email().value(), country));
    }

    private static ResumeToken token(Watcher watcher) {
        return watcher.token().orElseThrow();
    }

    private static Filter in(String country) {
        return Filter.country(new CountryCode(country));
    }
}
