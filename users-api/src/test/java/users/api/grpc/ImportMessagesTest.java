package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.api.Samples.forAll;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import users.api.Credential;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.InvalidValueException;
import users.api.Password;
import users.api.PasswordPolicy;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.Violation;
import users.api.password.PasswordHash;
import users.v1.ImportUsersResponse;

final class ImportMessagesTest {

    private static final String HASH = "$2b$12$myuVSf7.a6vT6BhefDs0Tu2nhnGzOTYsR1RTBm3F.owP4d83WYVl.";

    @ParameterizedTest
    @EnumSource
    void optionsAreReadBack(ImportOptions.Conflict conflict) {
        for (var options :
                List.of(new ImportOptions(true, conflict, false), new ImportOptions(false, conflict, true))) {
            assertThat(ImportMessages.decode(ImportMessages.encode(options).getOptions()))
                    .isEqualTo(options);
        }
    }

    @Test
    void withoutAChoiceAConflictIsRefused() {
        assertThat(ImportMessages.decode(users.v1.ImportOptions.getDefaultInstance()))
                .isEqualTo(new ImportOptions(false, ImportOptions.Conflict.REJECT, false));
    }

    @Test
    void aRowIsReadBack() {
        forAll(
                200,
                ImportMessagesTest::row,
                row -> assertThat(
                                ImportMessages.decode(ImportMessages.encode(row).getRow(), PasswordPolicy.ANY))
                        .isEqualTo(row));
    }

    @Test
    void aPasswordIsReadBack() {
        var row = ImportMessages.encode(new ImportRow(
                        1,
                        Optional.empty(),
                        SampleUsers.profile(new Random(1)),
                        Optional.empty(),
                        new Credential.Plain(new Password("a-test-pw"))))
                .getRow();

        var credential = (Credential.Plain)
                ImportMessages.decode(row, new PasswordPolicy(9)).credential();

        assertThat(credential.password().<String>reveal(String::new)).isEqualTo("a-test-pw");
        assertThatThrownBy(() -> ImportMessages.decode(row, new PasswordPolicy(10)))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.error())
                                .isEqualTo(new UserError.Invalid(
                                        List.of(new Violation("password", "must be at least 10 characters")))));
    }

    @Test
    void aResultIsReadBack() {
        var id = SampleUsers.id(new Random(2));
        for (var result : List.of(
                new ImportResult.Created(1, id),
                new ImportResult.Updated(2, id),
                new ImportResult.Unchanged(3, id),
                new ImportResult.Skipped(-4, id),
                new ImportResult.Rejected(Long.MAX_VALUE, List.of(new Violation("user.email", "must not be empty"))))) {
            assertThat(ImportMessages.decode(ImportMessages.encode(result))).isEqualTo(result);
        }
    }

    @Test
    void anOutcomeOfANewerServerMakesNoSense() {
        var newer = ImportUsersResponse.newBuilder().setOutcomeValue(99).build();

        assertThatThrownBy(() -> ImportMessages.decode(newer)).isInstanceOf(InvalidValueException.class);
    }

    private static ImportRow row(Random random) {
        Optional<UserId> id = random.nextBoolean() ? Optional.of(SampleUsers.id(random)) : Optional.empty();
        Optional<Instant> time =
                random.nextBoolean() ? Optional.of(SampleUsers.user(random).createTime()) : Optional.empty();
        var credential =
                random.nextBoolean() ? new Credential.Hashed(PasswordHash.imported(HASH)) : new Credential.None();
        return new ImportRow(random.nextLong(), id, SampleUsers.profile(random), time, credential);
    }
}
