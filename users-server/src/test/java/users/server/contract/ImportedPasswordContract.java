package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.created;
import static users.server.contract.Rows.hashedRow;
import static users.server.contract.Rows.imported;
import static users.server.contract.Rows.kinds;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.overwriting;
import static users.server.contract.Rows.row;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import users.api.Etag;
import users.api.ImportOptions.Conflict;
import users.api.ImportResult;
import users.api.Password;
import users.api.UserError;
import users.api.Users;
import users.server.passwords.ForeignHashes;

public interface ImportedPasswordContract {

    Users users();

    @Test
    default void anImportedPasswordSignsIn() {
        var id = created(users(), row(somebody().profile(), "imported-pw"));

        assertThat(users().verifyPassword(id, new Password("imported-pw")).id()).isEqualTo(id);
    }

    @Test
    default void eachFormOfHashIsImportedAndSignsInTwice() {
        var hashes = ForeignHashes.composed();
        var rows = hashes.stream()
                .map(hash -> hashedRow(somebody().profile(), hash))
                .toList();

        var results = users().importUsers(options(Conflict.REJECT), rows);

        assertThat(results).hasOnlyElementsOfType(ImportResult.Created.class);
        for (var result : results) {
            var id = ((ImportResult.Created) result).id();
            for (int i = 0; i < 2; i++) {
                assertThat(users().verifyPassword(id, new Password(ForeignHashes.PASSWORD))
                                .id())
                        .isEqualTo(id);
            }
        }
    }

    @Test
    default void aHashOfTheDecomposedFormIsThatOfBothForms() {
        for (var hash : ForeignHashes.decomposed()) {
            for (var form : Normalizer.Form.values()) {
                var id = created(users(), hashedRow(somebody().profile(), hash));
                var text = Normalizer.normalize(ForeignHashes.PASSWORD, form);

                for (int i = 0; i < 2; i++) {
                    assertThat(users().verifyPassword(id, new Password(text)).id())
                            .isEqualTo(id);
                }
            }
            var id = created(users(), hashedRow(somebody().profile(), hash));
            var other = ForeignHashes.PASSWORD.replace('9', '\uff19');
            assertFails(() -> users().verifyPassword(id, new Password(other)), new UserError.InvalidCredentials());
        }
    }

    @Test
    default void aUserWithoutAPasswordCannotSignIn() {
        var id = created(users(), row(somebody().profile()));

        assertFails(() -> users().verifyPassword(id, new Password("anything")), new UserError.InvalidCredentials());
    }

    @Test
    default void thePasswordOfWhoIsThereStaysUnlessItIsToBeOverwritten() {
        var profile = somebody().profile();
        var id = created(users(), row(profile, "first-pw"));

        for (var conflict : Conflict.values()) {
            assertThat(imported(users(), options(conflict), row(profile, "second-pw")))
                    .isInstanceOf(ImportResult.Unchanged.class);
        }
        assertThat(users().verifyPassword(id, new Password("first-pw")).etag()).isEqualTo(new Etag(1));
    }

    @Test
    default void anOverwrittenPasswordIsAChangeOfTheUser() {
        var profile = somebody().profile();
        var id = created(users(), row(profile, "first-pw"));

        assertThat(imported(users(), overwriting(), row(profile, "second-pw")))
                .isInstanceOf(ImportResult.Updated.class);

        var user = users().verifyPassword(id, new Password("second-pw"));
        assertThat(user.etag()).isEqualTo(new Etag(2));
        assertThat(user.passwordChangeTime()).isPresent();
        assertFails(() -> users().verifyPassword(id, new Password("first-pw")), new UserError.InvalidCredentials());
    }

    @Test
    default void thePasswordThatIsThereIsNoChange() {
        var plain = somebody().profile();
        var hashed = somebody().profile();
        var hash = ForeignHashes.composed().getFirst();
        users().importUsers(options(Conflict.REJECT), List.of(row(plain, "same-pw"), hashedRow(hashed, hash)));

        var again = users().importUsers(
                        overwriting(),
                        List.of(
                                row(plain, "same-pw"),
                                hashedRow(hashed, hash),
                                row(hashed, ForeignHashes.PASSWORD),
                                row(plain),
                                row(hashed)));

        assertThat(again).hasOnlyElementsOfType(ImportResult.Unchanged.class);
    }

    @Test
    default void passwordsOfOneUserInOneBatchAreDoneOneAfterTheOther() {
        var profile = somebody().profile();
        var rows = List.of(
                row(profile, "first-pw"),
                row(profile, "second-pw"),
                row(profile, "second-pw"),
                row(profile, "third-pw"));

        assertThat(kinds(users().importUsers(overwriting(), rows)))
                .containsExactly("Created", "Updated", "Unchanged", "Updated");
        var user = users().verifyPassword(profile.email(), new Password("third-pw"));
        assertThat(user.etag()).isEqualTo(new Etag(3));
    }

    @Test
    default void aPasswordIsGivenToWhoHadNone() {
        var profile = somebody().profile();
        var id = created(users(), row(profile));

        assertThat(imported(users(), overwriting(), row(profile, "at-last-pw")))
                .isInstanceOf(ImportResult.Updated.class);
        assertThat(users().verifyPassword(id, new Password("at-last-pw")).id()).isEqualTo(id);
    }
}
