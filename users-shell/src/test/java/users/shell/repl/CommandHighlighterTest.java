package users.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import users.shell.command.Grammar;

final class CommandHighlighterTest {

    @SuppressWarnings("NullAway") // The highlighter does not look at the reader.
    private static String highlighted(String line) {
        AttributedString coloured = new CommandHighlighter(Grammar.ofLines()).highlight(null, line);
        assertThat(coloured).hasToString(line);
        return coloured.toAnsi();
    }

    @Test
    void whatExistsHasItsColourAndWhatCannotBeIsRed() {
        assertThat(highlighted("list --country GB"))
                .contains("\u001b[32;1mlist")
                .contains("\u001b[36m--country");
        assertThat(highlighted("xyzzy --country")).contains("\u001b[31mxyzzy");
        assertThat(highlighted("list --cuntry=GB")).contains("\u001b[31m--cuntry=GB");
        assertThat(highlighted("lis")).isEqualTo("lis");
        assertThat(highlighted("get 'a b' # c; list")).contains("\u001b[33m'a b'");
        assertThat(highlighted("")).isEmpty();
    }
}
