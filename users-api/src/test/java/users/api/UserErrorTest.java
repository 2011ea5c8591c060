package users.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class UserErrorTest {

    private static final UserId ID = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"));

    @Test
    void everyErrorIsASentenceForPeople() {
        assertThat(new UserError.Invalid(List.of(
                                new Violation("user.email", "must not be empty"),
                                new Violation("password", "must be at least 6 characters")))
                        .message())
                .isEqualTo("user.email must not be empty; password must be at least 6 characters");
        assertThat(new UserError.NotFound(ID).message()).isEqualTo("no user has the id " + ID);
        assertThat(new UserError.NotFound(new Email("a@b.c")).message()).isEqualTo("no user has the e-mail a@b.c");
        assertThat(new UserError.Deleted(ID).message()).isEqualTo("the user " + ID + " is deleted");
        assertThat(new UserError.EmailTaken(new Email("a@b.c"), ID).message())
                .isEqualTo("the user " + ID + " has the e-mail a@b.c");
        assertThat(new UserError.Exists(ID).message()).isEqualTo("the user " + ID + " is not deleted");
        assertThat(new UserError.NotDeleted(ID).message())
                .isEqualTo("the user " + ID + " is not deleted: delete it first");
        assertThat(new UserError.InvalidCredentials().message())
                .isEqualTo("no user has this id or e-mail and this password");
        assertThat(new UserError.Disabled(ID, "").message()).isEqualTo("the user " + ID + " is disabled");
        assertThat(new UserError.Disabled(ID, "on leave").message())
                .isEqualTo("the user " + ID + " is disabled: on leave");
        assertThat(new UserError.TooManyAttempts(Duration.ofSeconds(8)).message())
                .isEqualTo("too many wrong passwords: try again in 8 s");
        assertThat(new UserError.StaleEtag(new Etag(3)).message())
                .isEqualTo("the user was changed meanwhile: read it again, its etag is now 3");
        assertThat(new UserError.HashingBusy(Duration.ofMillis(1001)).message())
                .isEqualTo("too many passwords wait to be hashed: try again in 2 s");
        assertThat(new UserError.ListsBusy(Duration.ofSeconds(1)).message())
                .isEqualTo("too many lists are being read: try again in 1 s");
        assertThat(new UserError.ExportsBusy(Duration.ofSeconds(10)).message())
                .isEqualTo("too many exports are running: try again in 10 s");
        assertThat(new UserError.ExportTooSlow().message())
                .isEqualTo("the export was not read as fast as the database can keep a snapshot for it: start again and"
                        + " read it without long pauses, or fewer users at a time by a filter");
        assertThat(new UserError.Unauthenticated(CredentialFault.TOKEN_EXPIRED).message())
                .isEqualTo("the token has expired: get a new one");
        assertThat(new UserError.RoleMissing(Role.WRITER).message())
                .isEqualTo("this needs the role users.writer, which the caller does not have");
        assertThat(new UserError.RateExceeded(Duration.ofSeconds(2)).message())
                .isEqualTo("too many calls: try again in 2 s");
        assertThat(new UserError.TooManyCalls(Duration.ofSeconds(1)).message())
                .isEqualTo("the caller has too many calls at a time: try again in 1 s");
        assertThat(new UserError.KeysUnavailable(Duration.ofSeconds(5)).message())
                .isEqualTo("tokens cannot be checked, since their issuer does not answer the server: try again in 5 s");
        assertThat(new UserError.ServerStopping(Duration.ofSeconds(1)).message())
                .isEqualTo("the server stops: go on at another one, or with this one in 1 s");
        assertThat(new UserError.DatabaseUnavailable(Duration.ofSeconds(1)).message())
                .isEqualTo("the database does not answer: try again in 1 s");
        assertThat(new UserError.StatementTimeout().message())
                .isEqualTo("the database took too long: try again later; a filter is answered sooner with a further"
                        + " restriction on country or time, and for three characters of a text rather than fewer");
        assertThat(new UserError.Internal("e1").message())
                .isEqualTo("internal error e1: the server's log has more under this id");
        assertThat(new UserError.Unreachable("no route").message()).isEqualTo("no route");
        assertThat(new UserError.Refused("CANCELLED", "").message()).isEqualTo("CANCELLED");
        assertThat(new UserError.Refused("CANCELLED", "by you").message()).isEqualTo("CANCELLED: by you");
    }

    @Test
    void anExceptionCarriesTheErrorAndWhatWasBehindIt() {
        var cause = new IllegalStateException("behind");
        var exception = new UserException(new UserError.StatementTimeout(), cause);
        assertThat(exception.error()).isEqualTo(new UserError.StatementTimeout());
        assertThat(exception).hasCause(cause).hasMessage(exception.error().message());
        assertThat(new UserException(new UserError.Deleted(ID))).hasNoCause();
    }

    @Test
    void allViolationsAreReportedAtOnce() {
        var violations = new Violations();
        assertThat(violations.read("country", "GB", CountryCode::new)).contains(new CountryCode("GB"));
        assertThat(violations.read("email", "ann", Email::new)).isEmpty();
        violations.add("id", "must be set");
        assertThatThrownBy(() -> violations.orElse(() -> "never made"))
                .isInstanceOfSatisfying(
                        UserException.class,
                        exception -> assertThat(exception.error())
                                .isEqualTo(new UserError.Invalid(List.of(
                                        new Violation("email", "must have exactly one @, such as ann@example.com"),
                                        new Violation("id", "must be set")))));
    }

    @Test
    void withoutViolationsTheRequestIsMade() {
        assertThat(new Violations().<String>orElse(() -> "made")).isEqualTo("made");
    }
}
