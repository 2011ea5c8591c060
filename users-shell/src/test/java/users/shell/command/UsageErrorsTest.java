package users.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.shell.command.Invocation.Task;
import users.shell.script.Script;

/** What is said of words that are refused: never a value, which may be a password. */
final class UsageErrorsTest {

    private final CommandParser parser = new CommandParser("1.2.3", 80, false);

    private static List<String> words(String text) {
        return Script.read(text).statements().getFirst().arguments();
    }

    @ParameterizedTest
    @CsvSource({
        "verify ann@x --password-stdin=hunter2, --password-stdin takes no value, help verify",
        "passwd ann@x --old=hunter2, --old takes no value, help passwd",
        "passwd ann@x --old=, --old takes no value, help passwd",
        "purge ann@x --yes=no, --yes takes no value, help purge",
        "purge ann@x --yes=false, --yes takes no value, help purge",
        "create --password-stdin='hunter2 x', --password-stdin takes no value, help create",
        "create --password=hunter1 --password=hunter2, --password is given twice, help create",
        "create --passwordhunter2, create has no flag --password…, help create",
        "verify ann@x --passwordhunter2, verify has no flag --password…, help verify",
        "create --password-stdinn, 'create has no flag --password…; did you mean --password-stdin?', help create",
        "list --tokenhunter2, list has no flag --token…, help list",
        "verify ann@x hunter2, verify has a word too many: quote a value that has blanks, help verify",
    })
    void aValueIsNeverShown(String text, String message, String hint) {
        var erroneous = new Command.Erroneous(message, List.of(), hint);
        assertThat(parser.line(words(text)).command()).isEqualTo(erroneous);
        assertThat(parser.arguments(words(text), Map.of()).task())
                .isEqualTo(new Task.Single(Line.erroneous(erroneous)));
    }

    @ParameterizedTest
    @CsvSource({
        "create --email a@b.c -ph4nter2, create has no flag -p, help create",
        "create -password=hunter2, 'create has no flag -p; did you mean --password?', help create",
        "-😀unter2, there is no flag -😀, help",
        "-, there is no flag -; did you mean -h?, help",
    })
    void ofAFlagOfOneDashThatIsNotKnownTheLetterIsShown(String text, String message, String hint) {
        assertThat(parser.line(words(text)).command()).isEqualTo(new Command.Erroneous(message, List.of(), hint));
    }

    @Test
    void aPortThatIsNoneIsNotShown() {
        assertThat(parser.arguments(words("create -ph4nter2"), Map.of()).task().toString())
                .contains("must be a number from 1 to 65535")
                .doesNotContain("h4nter2");
    }
}
