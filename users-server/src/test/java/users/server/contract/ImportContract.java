package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.created;
import static users.server.contract.Rows.imported;
import static users.server.contract.Rows.kinds;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.rehearsing;
import static users.server.contract.Rows.rejected;
import static users.server.contract.Rows.row;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.ImportOptions.Conflict;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Labels;
import users.api.Nickname;
import users.api.Profile;
import users.api.UserStatus;
import users.api.Users;

public interface ImportContract {

    Users users();

    @Test
    default void anImportedUserIsAsTheRowSays() {
        var profile =
                People.labelled(Map.of("team", "a\tb\\c\n\"d\"", "empty", ""), new UserStatus.Disabled("left \\N"));

        var id = created(users(), row(profile));

        var user = users().get(id);
        assertThat(user.profile()).isEqualTo(profile);
        assertThat(user.etag()).isEqualTo(new Etag(1));
        assertThat(user.passwordChangeTime()).isEmpty();
    }

    @Test
    default void aNewUserKeepsTheIdAndTheTimeOfItsRow() {
        var time = Instant.parse("2019-03-04T05:06:07.123456789Z");
        var id = nobody();

        assertThat(created(users(), row(id, somebody().profile()))).isEqualTo(id);
        var old = created(users(), row(somebody().profile(), time));

        assertThat(users().get(id).id()).isEqualTo(id);
        assertThat(users().get(old).createTime()).isEqualTo(Instant.parse("2019-03-04T05:06:07.123456Z"));
    }

    @Test
    default void theEarliestAndTheLatestTimesAreKept() {
        var times = Stream.of(
                        "0001-01-01T00:00:00Z",
                        // Days that Julius Caesar's calendar and Pope Gregory's call differently.
                        "0600-02-22T08:11:52.823629Z",
                        "1500-03-01T00:00:00Z",
                        "1582-10-04T23:59:59Z",
                        "9999-12-31T23:59:59.999999Z")
                .map(Instant::parse)
                .toList();
        for (var time : times) {
            var id = created(users(), row(somebody().profile(), time));

            // The driver reads otherwise once it has prepared a statement.
            for (int i = 0; i < 10; i++) {
                assertThat(users().get(id).createTime()).isEqualTo(time);
            }
        }
    }

    @Test
    default void eachRowIsAnsweredInOrderByItsNumber() {
        var rows = IntStream.range(0, 1000)
                .mapToObj(i -> row(somebody().profile()))
                .toList();

        var results = users().importUsers(options(Conflict.REJECT), rows);

        assertThat(results)
                .extracting(ImportResult::number)
                .isEqualTo(rows.stream().map(ImportRow::number).toList());
        assertThat(results).hasOnlyElementsOfType(ImportResult.Created.class);
        assertThat(users().importUsers(options(Conflict.REJECT), List.of())).isEmpty();
    }

    @Test
    default void whatIsThereAlreadyIsUnchangedInEveryMode() {
        var profile = People.labelled(Map.of("k", "v"), new UserStatus.Disabled("on leave"));
        var user = users().get(created(users(), row(profile)));

        for (var conflict : Conflict.values()) {
            assertThat(imported(users(), options(conflict), row(profile))).isInstanceOf(ImportResult.Unchanged.class);
            assertThat(imported(users(), options(conflict), row(user.id(), profile)))
                    .isInstanceOf(ImportResult.Unchanged.class);
        }
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void aUserWithOtherValuesIsChangedSkippedOrRefusedAsAsked() {
        var user = users().create(somebody());
        var profile = nicknamed(user.profile(), "other");

        assertThat(imported(users(), options(Conflict.SKIP), row(profile))).isInstanceOf(ImportResult.Skipped.class);
        var byEmail = row(profile);
        assertThat(imported(users(), options(Conflict.REJECT), byEmail))
                .isEqualTo(rejected(byEmail, "user.email", "must be free: the user %s has it".formatted(user.id())));
        var byId = row(user.id(), profile);
        assertThat(imported(users(), options(Conflict.REJECT), byId))
                .isEqualTo(rejected(byId, "user.id", "must be new: the user %s is another one".formatted(user.id())));
        assertThat(users().get(user.id())).isEqualTo(user);

        var update = row(profile);
        assertThat(imported(users(), options(Conflict.UPDATE), update))
                .isEqualTo(new ImportResult.Updated(update.number(), user.id()));
        assertThat(users().get(user.id()).profile()).isEqualTo(profile);
        assertThat(users().get(user.id()).etag()).isEqualTo(new Etag(user.etag().version() + 1));
    }

    @Test
    default void everyFieldOfTheProfileCounts() {
        var profile = somebody().profile();
        var id = created(users(), row(profile));
        var changed = List.of(
                new Profile(
                        profile.firstName(),
                        profile.lastName(),
                        profile.nickname(),
                        profile.email(),
                        new CountryCode("FR")),
                People.labelled(profile, Map.of("a", ""), UserStatus.ENABLED),
                People.labelled(profile, Map.of("a", "b"), UserStatus.ENABLED),
                People.labelled(profile, Map.of(), new UserStatus.Disabled("")),
                People.labelled(profile, Map.of(), new UserStatus.Disabled("why")),
                new Profile(
                        profile.firstName(),
                        profile.lastName(),
                        profile.nickname(),
                        new Email(profile.email().value().toUpperCase(java.util.Locale.ROOT)),
                        profile.country()),
                profile);

        for (var values : changed) {
            assertThat(imported(users(), options(Conflict.UPDATE), row(values)))
                    .isInstanceOf(ImportResult.Updated.class);
            assertThat(users().get(id).profile()).isEqualTo(values);
        }
    }

    @Test
    default void anIdFindsAUserWhoseEmailIsAnotherNow() {
        var user = users().create(somebody());
        var profile = somebody().profile();

        assertThat(imported(users(), options(Conflict.UPDATE), row(user.id(), profile)))
                .isInstanceOf(ImportResult.Updated.class);

        assertThat(users().get(profile.email()).id()).isEqualTo(user.id());
    }

    @Test
    default void anEmailThatAnotherIdHasIsRefused() {
        var holder = users().create(somebody());
        var user = users().create(somebody());

        for (var id : List.of(user.id(), nobody())) {
            var row = row(id, holder.profile());
            assertThat(imported(users(), options(Conflict.UPDATE), row))
                    .isEqualTo(rejected(row, "user.email", "must be free: the user %s has it".formatted(holder.id())));
        }
        assertThat(users().get(user.id())).isEqualTo(user);
    }

    @Test
    default void theIdOfADeletedUserIsRefusedAndItsEmailIsFree() {
        var user = users().create(somebody());
        users().delete(deletion(user.id()));

        for (var conflict : Conflict.values()) {
            var row = row(user.id(), user.profile());
            assertThat(imported(users(), options(conflict), row))
                    .isEqualTo(rejected(
                            row,
                            "user.id",
                            "must not be the id of a deleted user: undelete the user first, or purge it to import another"
                                    + " one"));
        }
        assertThat(created(users(), row(user.profile()))).isNotEqualTo(user.id());
    }

    @Test
    default void rowsOfTheSameUserAreDoneOneAfterTheOther() {
        var profile = somebody().profile();
        var id = nobody();
        var rows = List.of(
                row(id, profile),
                row(nicknamed(profile, "second")),
                row(id, nicknamed(profile, "second")),
                row(id, nicknamed(profile, "third")));

        assertThat(kinds(users().importUsers(options(Conflict.UPDATE), rows)))
                .containsExactly("Created", "Updated", "Unchanged", "Updated");
        assertThat(users().get(id).profile()).isEqualTo(nicknamed(profile, "third"));
        assertThat(users().get(id).etag()).isEqualTo(new Etag(3));
    }

    @Test
    default void anEmailIsFreeForTheRowsBehindTheOneThatGivesItUp() {
        var first = users().create(somebody());
        var second = users().create(somebody());
        var spare = somebody().profile();
        var rows = List.of(
                row(first.id(), spare), row(second.id(), first.profile()), row(nicknamed(second.profile(), "new")));

        assertThat(kinds(users().importUsers(options(Conflict.UPDATE), rows)))
                .containsExactly("Updated", "Updated", "Created");
        assertThat(users().get(first.profile().email()).id()).isEqualTo(second.id());
    }

    @Test
    default void aRehearsalAnswersAlikeAndWritesNothing() {
        var user = users().create(somebody());
        var rows = List.of(
                row(somebody().profile()),
                row(somebody().profile(), "a-test-pw"),
                row(user.profile()),
                row(nicknamed(user.profile(), "other")),
                row(nobody(), user.profile()));

        assertThat(kinds(users().importUsers(rehearsing(Conflict.UPDATE), rows)))
                .containsExactly("Created", "Created", "Unchanged", "Updated", "Rejected");
        assertThat(users().get(user.id())).isEqualTo(user);
        assertThat(kinds(users().importUsers(options(Conflict.SKIP), rows.subList(0, 1))))
                .containsExactly("Created");
    }

    @Test
    default void labelsOfTheLargestSizeAreImported() {
        var labels = new Labels(Map.of("k", "x".repeat(32 * 1024 - 1)));
        var profile = People.labelled(labels.values(), UserStatus.ENABLED);

        assertThat(users().get(created(users(), row(profile))).profile()).isEqualTo(profile);
    }

    private static Profile nicknamed(Profile profile, String nickname) {
        return new Profile(
                profile.firstName(), profile.lastName(), new Nickname(nickname), profile.email(), profile.country());
    }
}
