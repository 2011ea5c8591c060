package users.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.Email;
import users.api.Etag;
import users.api.ImportOptions;
import users.api.ImportOptions.Conflict;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.ProfileUpdate;
import users.api.RequestId;
import users.api.ResumeToken;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserStatus;
import users.api.Violation;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.shell.script.Script;

/** What the commands for the rest of the RPCs take. */
final class CommandsTest {

    private static final String ID = "0198c5f4-7b3a-7cc1-8000-000000000001";
    private static final UserKey JACK = new Email("jack@test.com");

    private final CommandParser parser = new CommandParser("1.2.3", 80, false);

    private Command command(String text) {
        return parser.line(Script.read(text).statements().getFirst().arguments())
                .command();
    }

    private List<Violation> violations(String text) {
        return ((Command.Erroneous) command(text)).violations();
    }

    private static ProfileUpdate status(UserStatus status) {
        return new ProfileUpdate(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status));
    }

    @Test
    void getTakesSeveralUsersInTheOrderTheyAreNamed() {
        assertThat(command("get jack@test.com " + ID + " --show-deleted --email jane@test.com"))
                .isEqualTo(new Command.Get(List.of(JACK, UserId.parse(ID), new Email("jane@test.com")), true));
    }

    @Test
    void labelsAreKeysAndValues() {
        var update =
                (Command.Update) command("update jack@test.com --label team=a=b --label empty= --remove-label old");
        assertThat(update.labels())
                .isEqualTo(new LabelChanges(new TreeMap<>(
                        Map.of("team", Optional.of("a=b"), "empty", Optional.of(""), "old", Optional.empty()))));
        assertThat(update.labels().on(new Labels(Map.of("old", "x", "other", "y"))))
                .isEqualTo(new Labels(Map.of("team", "a=b", "empty", "", "other", "y")));
        assertThat(update.labels().merge())
                .contains(new LabelsUpdate.Merge(update.labels().values()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Team", "a_b", "teaM"})
    void someKeysNeedAllLabelsToBeReplaced(String key) {
        var update = (Command.Update) command("update jack@test.com --label " + key + "=x");
        assertThat(update.labels().merge()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--label team | --label | must be KEY=VALUE, such as team=a",
                "--label -x=y | --label | must have keys of 1 to 63 ASCII letters, digits and . _ - /, with a letter or digit first and last, not \"-x\"",
                "--label a=1 --label a=2 | --label | names \"a\" twice",
                "--label a=1 --remove-label a | --remove-label | names \"a\" twice",
            })
    void labelsCanBeWrong(String flags, String flag, String reason) {
        assertThat(violations("update jack@test.com " + flags)).containsExactly(new Violation(flag, reason));
    }

    @Test
    void everyWriteCanBeRepeatedAndTried() {
        var options = new WriteOptions(Optional.of(RequestId.parse(ID)), true);
        var flags = " --validate-only --request-id " + ID;
        var jack = UserId.parse(ID);
        assertThat(command("undelete " + ID + flags)).isEqualTo(new Command.Undelete(jack, options));
        assertThat(command("delete --id " + ID + flags)).isEqualTo(new Command.Delete(jack, Optional.empty(), options));
        assertThat(command("enable " + ID + " --etag 3" + flags))
                .isEqualTo(new Command.Update(
                        jack, Optional.of(new Etag(3)), status(UserStatus.ENABLED), LabelChanges.NONE, options));
        assertThat(violations("delete " + ID + " --request-id 7"))
                .extracting(Violation::field)
                .containsExactly("--request-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update jack@test.com --email jj@test.com",
                "delete jack@test.com",
                "delete --email jack@test.com",
                "undelete jack@test.com",
                "disable --email jack@test.com",
                "enable jack@test.com"
            })
    void whatCanBeRepeatedIsOfAUserNamedById(String text) {
        assertThat(violations(text + " --request-id " + ID))
                .containsExactly(
                        new Violation(
                                "--request-id",
                                "needs the user's id, which get shows: the e-mail may be nobody's, or another user's, when this is run again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--label Cost_Centre=7", "--remove-label Cost_Centre", "--label Cost_Centre=7 --etag 3"})
    void aLabelThatAllOthersGoWithCannotBeChangedRepeatably(String flags) {
        var update = "update " + ID + " --label team=a " + flags;
        assertThat(violations(update + " --request-id " + ID))
                .containsExactly(
                        new Violation(
                                "--request-id",
                                "cannot be used with the label \"Cost_Centre\": it is changed by replacing all labels, which may be others when this is run again; with --etag instead it is done once at most"));
        assertThat(command(update)).isInstanceOf(Command.Update.class);
        assertThat(command("update " + ID + " --label team=a --request-id " + ID))
                .isInstanceOf(Command.Update.class);
    }

    @Test
    void disablingCanHaveAReason() {
        assertThat(command("disable --email jack@test.com --reason ' left '"))
                .isEqualTo(new Command.Update(
                        JACK,
                        Optional.empty(),
                        status(new UserStatus.Disabled("left")),
                        LabelChanges.NONE,
                        WriteOptions.NONE));
        assertThat(violations("disable jack@test.com --reason " + "x".repeat(121)))
                .containsExactly(new Violation("--reason", "must be at most 120 characters, not 121"));
    }

    @Test
    void passwordsAreAskedForOrPiped() {
        assertThat(command("verify jack@test.com")).isEqualTo(new Command.Verify(JACK, new PasswordSource.Asked()));
        assertThat(command("passwd jack@test.com --password-stdin"))
                .isEqualTo(new Command.SetPassword(JACK, new PasswordSource.StandardInput()));
        assertThat(command("passwd jack@test.com --old"))
                .isEqualTo(new Command.ChangePassword(JACK, new PasswordSource.Asked()));
    }

    @Test
    void aPurgeCanBeMeantAtOnce() {
        assertThat(command("purge jack@test.com")).isEqualTo(new Command.Purge(JACK, false));
        assertThat(command("purge --id " + ID + " --yes")).isEqualTo(new Command.Purge(UserId.parse(ID), true));
    }

    @Test
    void anImportRefusesConflictsUntilToldOtherwise() {
        assertThat(command("import users.csv"))
                .isEqualTo(new Command.ImportUsers("users.csv", new ImportOptions(false, Conflict.REJECT, false)));
        assertThat(command("import - --on-conflict update --overwrite-passwords --validate-only"))
                .isEqualTo(new Command.ImportUsers("-", new ImportOptions(true, Conflict.UPDATE, true)));
        assertThat(violations("import users.csv --on-conflict replace"))
                .containsExactly(new Violation("--on-conflict", "must be one of skip, update, reject"));
    }

    @Test
    void streamsTakeAnyFilter() {
        var filter = Filter.parse("country = \"GB\" OR labels.team : *");
        assertThat(command("export --filter 'country = \"GB\" OR labels.team : *'"))
                .isEqualTo(new Command.Export(filter, false));
        assertThat(command("watch --filter 'country = \"GB\" OR labels.team : *' --resume t4"))
                .isEqualTo(new Command.Watch(filter, Optional.of(new ResumeToken("t4"))));
        assertThat(command("watch --resume=-p4"))
                .isEqualTo(new Command.Watch(Filter.ALL, Optional.of(new ResumeToken("-p4"))));
        assertThat(command("watch")).isEqualTo(new Command.Watch(Filter.ALL, Optional.empty()));
        assertThat(violations("watch --resume ''"))
                .containsExactly(new Violation("--resume", "must be the token that an earlier watch ended with"));
        assertThat(command("changes jack@test.com")).isEqualTo(new Command.Changes(JACK));
    }

    @Test
    void helpNamesEveryFlag() {
        assertThat(((Command.Show) command("help import")).text()).isEqualTo("""
                Usage: userctl import [-h] [--overwrite-passwords] [--validate-only]
                                      [-o=FORMAT] [--on-conflict=WHAT] [FILE]
                Create and update users by the rows of a file.
                      [FILE]               NDJSON or CSV in UTF-8, as export writes it; - is
                                             standard input.
                  -h, --help               Show this help.
                  -o, --output=FORMAT      How users are printed: table, json, ndjson or csv.
                      --on-conflict=WHAT   A user who is there with other values: skip, update,
                                             or reject the row (default).
                      --overwrite-passwords
                                           An update may replace a password.
                      --validate-only      Only check: nothing is written.

                A row has first_name, last_name, nickname, email and country, and may have id,
                labels (JSON), disabled, disabled_reason, create_time, and password or
                password_hash. An import that broke off is run again: rows that are there
                already stay as they are.

                Example: import users.csv --on-conflict update
                """);
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(((Command.Show) command("help")).text()).contains("""
                Commands:
                  create      Create a user.
                  get         Show one user, or several.
                  list        Show all users, or those that match.
                  update      Change a user: what is not named stays as it is.
                  delete      Move a user into the recycle bin and show who it was.
                  undelete    Take a user out of the recycle bin.
                  purge       End a deleted user for good, at once.
                  disable     Forbid a user to sign in.
                  enable      Let a user sign in again.
                  verify      Ask for a user's password and check it.
                  passwd      Give a user a new password.
                  import      Create and update users by the rows of a file.
                  export      Write all users, or those that match, as of one moment.
                  watch       Show what happens to users, as it happens.
                  changes     Show what has happened to a user, newest first.
                  health      Ask the server whether it takes calls.
                  help        Explain the commands, or one of them.
                  history     Show the lines typed so far.
                  exit, quit  Leave (Ctrl-D does, too).
                """);
    }
}
