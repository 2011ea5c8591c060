package users.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import users.api.Etag;
import users.api.UserError;
import users.api.UserId;
import users.api.Violation;
import users.shell.connection.Access;
import users.shell.connection.Endpoint;
import users.shell.connection.TokenSource;
import users.shell.connection.Transport;

final class ErrorsTest {

    private static String told(UserError error) {
        var err = new StringWriter();
        new Errors(new PrintWriter(err), Screen.NONE, "").failed(Optional.of("x:1"), "create", error);
        return err.toString();
    }

    @Test
    void everyErrorIsASentence() {
        var id = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-8000-000000000001"));
        assertThat(told(new UserError.HashingBusy(Duration.ofSeconds(1))))
                .isEqualTo("x:1: error: too many passwords wait to be hashed: try again in 1 s\n");
        assertThat(told(new UserError.ListsBusy(Duration.ofSeconds(1))))
                .isEqualTo("x:1: error: too many lists are being read: try again in 1 s\n");
        assertThat(told(new UserError.ExportsBusy(Duration.ofSeconds(10))))
                .isEqualTo("x:1: error: too many exports are running: try again in 10 s\n");
        assertThat(told(new UserError.ExportTooSlow())).startsWith("x:1: error: the export was not read");
        assertThat(told(new UserError.RateExceeded(Duration.ofSeconds(3))))
                .isEqualTo("x:1: error: too many calls: try again in 3 s\n");
        assertThat(told(new UserError.TooManyCalls(Duration.ofSeconds(1))))
                .isEqualTo("x:1: error: the caller has too many calls at a time: try again in 1 s\n");
        assertThat(told(new UserError.KeysUnavailable(Duration.ofSeconds(5))))
                .isEqualTo(
                        "x:1: error: tokens cannot be checked, since their issuer does not answer the server: try again in"
                                + " 5 s\n");
        assertThat(told(new UserError.ServerStopping(Duration.ofSeconds(1))))
                .isEqualTo("x:1: error: the server stops: go on at another one, or with this one in 1 s\n");
        assertThat(told(new UserError.DatabaseUnavailable(Duration.ofSeconds(2))))
                .isEqualTo("x:1: error: the database does not answer: try again in 2 s\n  try: health\n");
        assertThat(told(new UserError.StatementTimeout())).startsWith("x:1: error: the database took too long");
        assertThat(told(new UserError.Internal("e1"))).startsWith("x:1: error: internal error e1");
        assertThat(told(new UserError.Deleted(id)))
                .isEqualTo("x:1: error: the user " + id + " is deleted\n  try: undelete " + id + "\n");
        assertThat(told(new UserError.Refused("CANCELLED", "x"))).isEqualTo("x:1: error: cancelled\n");
        assertThat(told(new UserError.Refused("UNKNOWN", "a\u001bb"))).isEqualTo("x:1: error: UNKNOWN: a\uFFFDb\n");
    }

    @Test
    void commandsInHintsNameTheServerUnlessTheyNeedNone() {
        var err = new StringWriter();
        var access = new Access(
                new Endpoint("::1", 6000), new Transport.Plaintext(), new TokenSource.None(), "-a ::1 -p 6000 ");
        var errors = new Errors(new PrintWriter(err), Screen.NONE, "userctl ").at(access);
        errors.failed(Optional.empty(), "get", new UserError.StaleEtag(new Etag(2)));
        errors.refused(Optional.empty(), "it is there", "list");
        errors.broken("watch");
        errors.failed(Optional.empty(), "create", new UserError.Invalid(List.of(new Violation("id", "is missing"))));
        errors.usage(Optional.empty(), "wrong flags", List.of(), "help get");
        assertThat(err).hasToString("""
                error: the user was changed meanwhile: read it again, its etag is now 2
                  try: userctl -a ::1 -p 6000 get USER
                error: it is there
                  try: userctl -a ::1 -p 6000 list
                  go on with: userctl -a ::1 -p 6000 watch
                error: the server refused this create
                  id  is missing
                  try: userctl help create
                error: wrong flags
                  try: userctl help get
                """);
    }
}
