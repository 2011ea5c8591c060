package users.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Nickname;
import users.api.Password;
import users.api.ProfileUpdate;
import users.api.UserId;
import users.api.UserOrder;
import users.api.Violation;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.shell.People;
import users.shell.command.Invocation.Task;
import users.shell.connection.Access;
import users.shell.connection.Endpoint;
import users.shell.script.Script;

final class CommandParserTest {

    private static final String ID = "0198c5f4-7b3a-7cc1-8000-000000000001";
    private static final String ANN =
            "create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country gb";

    private final CommandParser parser = new CommandParser("1.2.3", 80, false);

    private Line line(String text) {
        return parser.line(Script.read(text).statements().getFirst().arguments());
    }

    private Command command(String text) {
        return line(text).command();
    }

    private Command.Erroneous erroneous(String text) {
        return (Command.Erroneous) command(text);
    }

    private Invocation arguments(String... words) {
        return parser.arguments(List.of(words), Map.of());
    }

    @Test
    void createTakesEveryFieldAndAsksForThePassword() {
        assertThat(command(ANN))
                .isEqualTo(new Command.Create(People.ANN, new PasswordSource.Asked(), WriteOptions.NONE));
        assertThat(command(ANN + " --password-stdin"))
                .isEqualTo(new Command.Create(People.ANN, new PasswordSource.StandardInput(), WriteOptions.NONE));
    }

    @Test
    void createTakesAPasswordAndDoesNotShowIt() {
        var create = (Command.Create) command(ANN + " --password 's3cret one'");
        assertThat(create.password()).isInstanceOfSatisfying(PasswordSource.Given.class, given -> {
            Password password = given.password();
            String revealed = password.reveal(characters -> new String(characters));
            assertThat(revealed).isEqualTo("s3cret one");
        });
        assertThat(create.toString()).doesNotContain("s3cret");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(command("create --email nobody --country England --password-stdin --password x"))
                .isEqualTo(new Command.Erroneous(
                        "wrong or missing flags",
                        List.of(
                                new Violation("--first-name", "is missing"),
                                new Violation("--last-name", "is missing"),
                                new Violation("--nickname", "is missing"),
                                new Violation("--email", "must have exactly one @, such as ann@example.com"),
                                new Violation("--country", "must be two letters, such as GB"),
                                new Violation("--password-stdin", "cannot be used together with --password")),
                        "help create"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get jack@test.com", "get --email jack@test.com", "get --email=jack@test.com"})
    void aUserIsNamedByEmail(String text) {
        assertThat(command(text)).isEqualTo(new Command.Get(List.of(new Email("jack@test.com")), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get " + ID, "get --id " + ID})
    void aUserIsNamedById(String text) {
        assertThat(command(text)).isEqualTo(new Command.Get(List.of(UserId.parse(ID)), false));
    }

    @Test
    void aUserHasToBeNamedOnce() {
        assertThat(erroneous("get").violations())
                .containsExactly(new Violation("USER", "is missing: an id or an e-mail"));
        assertThat(erroneous("delete a@b.com --id " + ID).violations())
                .containsExactly(new Violation("USER", "must be named once"));
        assertThat(erroneous("get jack").violations())
                .containsExactly(new Violation(
                        "USER", "must be an e-mail, or an id such as 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"));
    }

    @Test
    void listTakesACountryOrAFilter() {
        var british = new Command.ListUsers(Filter.country(new CountryCode("GB")), UserOrder.DEFAULT, false);
        assertThat(command("list")).isEqualTo(new Command.ListUsers(Filter.ALL, UserOrder.DEFAULT, false));
        assertThat(command("list --order-by 'last_name desc' --show-deleted"))
                .isEqualTo(new Command.ListUsers(Filter.ALL, new UserOrder(UserOrder.Field.LAST_NAME, true), true));
        assertThat(command("list --country gb")).isEqualTo(british);
        assertThat(command("list --filter 'country = \"GB\"'")).isEqualTo(british);
        assertThat(erroneous("list --country GB --filter 'country = \"GB\"'").violations())
                .containsExactly(new Violation("--filter", "cannot be used together with --country"));
    }

    @Test
    void updateChangesWhatIsNamed() {
        var update = new Command.Update(
                new Email("jack@test.com"),
                Optional.of(new Etag(3)),
                new ProfileUpdate(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Nickname("@jj")),
                        Optional.of(new Email("jj@test.com")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                LabelChanges.NONE,
                WriteOptions.NONE);
        assertThat(command("update jack@test.com --etag 3 --nickname @jj --email jj@test.com"))
                .isEqualTo(update);
    }

    @Test
    void updateNeedsSomethingToChange() {
        assertThat(erroneous("update " + ID).violations())
                .containsExactly(
                        new Violation(
                                "update",
                                "needs something to change: --first-name, --last-name, --nickname, --email, --country, --label, --remove-label"));
    }

    @Test
    void deleteTakesAnEtag() {
        assertThat(command("delete --email jack@test.com --etag 2"))
                .isEqualTo(new Command.Delete(new Email("jack@test.com"), Optional.of(new Etag(2)), WriteOptions.NONE));
    }

    @Test
    void theShortCommandsAreThemselves() {
        assertThat(command("health")).isEqualTo(new Command.Health());
        assertThat(command("history")).isEqualTo(new Command.History());
        assertThat(command("exit")).isEqualTo(new Command.Exit());
        assertThat(command("quit")).isEqualTo(new Command.Exit());
    }

    @Test
    void aCommandCanNameItsFormat() {
        assertThat(line("list -o ndjson").format()).contains(Format.NDJSON);
        assertThat(line("-o json list").format()).contains(Format.JSON);
        assertThat(erroneous("list -o xml").violations())
                .containsExactly(new Violation("--output", "must be one of table, json, ndjson, csv"));
    }

    @ParameterizedTest
    @CsvSource({
        "craete --password p-3, 'there is no command \"craete\"; did you mean create?', help create",
        "xyzzy, 'there is no command \"xyzzy\"', help",
        "help delte, 'there is no command \"delte\"; did you mean delete?', help delete",
        "list --contry GB, 'list has no flag --contry; did you mean --country?', help list",
        "create --pasword=p-3, 'create has no flag --pasword; did you mean --password?', help create",
        "list --frobnicate, 'list has no flag --frobnicate', help list",
        "--frobnicate, 'there is no flag --frobnicate', help",
        "list --country, '--country needs a value', help list",
        "list --country GB --country US, '--country is given twice', help list",
        "delete a@b.com two, 'delete has a word too many: quote a value that has blanks', help delete",
        "list -a elsewhere, 'list has no flag -a; did you mean -h?', help list",
    })
    void whatIsNoCommandIsExplained(String text, String message, String hint) {
        assertThat(command(text)).isEqualTo(new Command.Erroneous(message, List.of(), hint));
    }

    @Test
    void helpShowsTheCommandsOrOneOfThem() {
        assertThat(command("help"))
                .isInstanceOfSatisfying(
                        Command.Show.class,
                        show -> assertThat(show.text()).contains("create", "history", "exit, quit"));
        assertThat(command("help list")).isEqualTo(command("list --help"));
        assertThat(command("list -h"))
                .isInstanceOfSatisfying(
                        Command.Show.class,
                        show -> assertThat(show.text())
                                .contains("Those of this country (two letters).")
                                .contains("Example: list --filter"));
        assertThat(command("--help")).isEqualTo(command("help"));
    }

    @Test
    void argumentsNameTheServerBeforeOrBehindTheCommand() {
        var there = new Endpoint("users_service", 99);
        assertThat(arguments("-a", "users_service", "-p", "99", "health")
                        .access()
                        .endpoint())
                .isEqualTo(there);
        assertThat(arguments("health", "--host=users_service", "--port=99")
                        .access()
                        .endpoint())
                .isEqualTo(there);
        assertThat(arguments("health"))
                .isEqualTo(new Invocation(
                        Access.plaintext(new Endpoint("localhost", 5355)),
                        Optional.empty(),
                        false,
                        new Task.Single(new Line("health", new Command.Health(), Optional.empty()))));
    }

    @Test
    void argumentsNameABatch() {
        assertThat(arguments("-c", "list; health").task()).isEqualTo(new Task.Text("list; health"));
        assertThat(arguments("-f", "-", "--keep-going"))
                .extracting(Invocation::task, Invocation::keepGoing)
                .containsExactly(new Task.File("-"), true);
        assertThat(arguments().task()).isEqualTo(new Task.Unnamed());
        assertThat(arguments("-c", "list", "health").task())
                .isEqualTo(new Task.Single(Line.erroneous(
                        new Command.Erroneous("only one of a command, -c and -f can be run", List.of(), "help"))));
    }

    @Test
    void argumentsCanBeWrong() {
        assertThat(arguments("-p", "0", "-a", "http://x", "list").task())
                .isEqualTo(new Task.Single(Line.erroneous(new Command.Erroneous(
                        "wrong or missing flags",
                        List.of(
                                new Violation(
                                        "--host", "must be a host's name or address alone; the port goes behind -p"),
                                new Violation("--port", "must be a number from 1 to 65535")),
                        "help"))));
        assertThat(arguments("lsit").task())
                .isEqualTo(new Task.Single(Line.erroneous(new Command.Erroneous(
                        "there is no command \"lsit\"; did you mean list?", List.of(), "help list"))));
    }

    @Test
    void theVersionIsShown() {
        assertThat(arguments("--version").task())
                .isEqualTo(new Task.Single(new Line("help", new Command.Show("userctl 1.2.3\n"), Optional.empty())));
    }

    @Test
    void helpCanHaveColour() {
        var coloured =
                new CommandParser("1.2.3", 200, true).line(List.of("help")).command();
        assertThat(((Command.Show) coloured).text()).contains("\u001b[");
    }
}
