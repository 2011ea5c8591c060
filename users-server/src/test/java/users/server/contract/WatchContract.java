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
        try (var watcher = Watcher.of(users(), in("JA"))) {
            var user = create("JA");
            var updated = users().update(change(user.id()).nickname("Lee").update());
            users().delete(deletion(user.id()));
            var back = users().undelete(user.id());
            users().delete(deletion(user.id()));

            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(updated, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Deleted(updated, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Undeleted(back, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Deleted(back, token(watcher)));
            // Not before: who is still behind hears of nothing else, since the person is gone from there, too.
            users().purge(user.id());
            assertThat(watcher.next()).isEqualTo(new UserEvent.Purged(user.id(), token(watcher)));
        }
    }

    @Test
    default void aPasswordChangeIsAnUpdate() {
        try (var watcher = Watcher.of(users(), in("JB"))) {
            var user = create("JB");
            var changed = users().setPassword(user.id(), new Password("another-test-pw"));

            assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(changed, token(watcher)));
            assertThat(changed.passwordChangeTime()).isPresent();
        }
    }

    @Test
    default void everyFieldComesAsItIsStored() {
        try (var watcher = Watcher.of(users(), in("JC"))) {
            var user = create("JC");
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
        try (var watcher = Watcher.of(users(), in("JD"))) {
            var user = create("JD");
            users().create(
                            somebody(somebody().profile().email().value(), "JD"),
                            new WriteOptions(Optional.empty(), true));
            users().update(change(user.id())
                    .nickname(user.profile().nickname().value())
                    .update());
            assertThatThrownBy(
                            () -> users().create(somebody(user.profile().email().value(), "JD")))
                    .isInstanceOf(UserException.class);
            var last = create("JD");

            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(last, token(watcher)));
        }
    }

    @Test
    default void whoComesIntoTheFilterIsUpdatedAndWhoLeavesItIsRemoved() {
        try (var watcher = Watcher.of(users(), in("JE"))) {
            var user = create("JF");
            var inside = users().update(change(user.id()).country("JE").update());
            var outside = users().update(change(user.id()).country("JF").update());
            users().update(change(user.id()).nickname("unseen").update());
            users().delete(deletion(user.id()));
            users().undelete(user.id());
            var again = users().update(change(user.id()).country("JE").update());

            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(inside, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Removed(outside, token(watcher)));
            assertThat(watcher.next()).isEqualTo(new UserEvent.Updated(again, token(watcher)));
        }
    }

    @Test
    default void thatAUserIsPurgedIsToldToEverybodyByItsIdAlone() {
        var user = create("JG");
        users().delete(deletion(user.id()));
        try (var watcher = Watcher.of(users(), in("JH"))) {
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
        try (var watcher = Watcher.of(users(), in("JI"))) {
            tokens.add(watcher.token());
            for (int i = 0; i < 5; i++) {
                users.add(create("JI"));
                watcher.next();
                tokens.add(watcher.token());
            }
        }
        users.add(create("JI"));

        for (int i = 0; i < tokens.size(); i++) {
            try (var watcher = Watcher.of(users(), in("JI"), tokens.get(i))) {
                for (var user : users.subList(i, users.size())) {
                    assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
                }
            }
        }
    }

    @Test
    default void theFirstMessageOfAWatchThatGoesOnLosesNothing() {
        Optional<ResumeToken> token;
        try (var watcher = Watcher.of(users(), in("JJ"))) {
            token = watcher.token();
        }
        var user = create("JJ");
        try (var watcher = Watcher.of(users(), in("JJ"), token)) {
            token = watcher.token();
        }
        try (var watcher = Watcher.of(users(), in("JJ"), token)) {
            assertThat(watcher.next()).isEqualTo(new UserEvent.Created(user, token(watcher)));
        }
    }

    @Test
    default void aListMadeAfterTheFirstMessageAndTheEventsBehindItLeaveNoGap() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() ->
                    IntStream.range(0, 30).mapToObj(i -> create("JK").id()).toList());
            try (var watcher = Watcher.of(users(), in("JK"))) {
                var known = new java.util.HashSet<>(
                        users().list(new UserQuery(in("JK"), 1000, Optional.empty())).users().stream()
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
        try (var watcher = Watcher.of(users(), in("JL"))) {
            token = watcher.token();
        }

        assertRefused(in("JM"), token.orElseThrow());
        assertRefused(Filter.ALL, token.orElseThrow());
        // The same one in other words.
        Watcher.of(users(), Filter.parse("country=jl"), token).close();
    }

    @Test
    default void tokensOfAWatchThatNobodyGaveAreRefused() {
        ResumeToken token;
        try (var watcher = Watcher.of(users(), in("JN"))) {
            token = watcher.token().orElseThrow();
        }
        var bytes = Base64.getUrlDecoder().decode(token.value());

        for (int i = 0; i < bytes.length; i++) {
            var forged = bytes.clone();
            forged[i] ^= 1;
            assertRefused(in("JN"), new ResumeToken(Base64.getUrlEncoder().encodeToString(forged)));
        }
        for (var forged : List.of("next", "€", token.value().substring(1), token.value() + "AAAA", "A".repeat(2000))) {
            assertRefused(in("JN"), new ResumeToken(forged));
        }
    }

    @Test
    default void aWatchEndsWhenItIsClosedByAnotherThread() {
        var watcher = Watcher.of(users(), in("JO"));

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
