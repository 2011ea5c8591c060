package users.shell.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptTest {

    private static List<List<String>> words(String text) {
        return Script.read(text).statements().stream().map(Statement::arguments).toList();
    }

    @Test
    void semicolonsAndLineBreaksOfEveryKindEndCommands() {
        assertThat(words("list; get a\nhealth\r\nhelp\rexit"))
                .containsExactly(
                        List.of("list"), List.of("get", "a"), List.of("health"), List.of("help"), List.of("exit"));
    }

    @Test
    void blankLinesAndCommentsAreNoCommands() {
        assertThat(words("\n  \n# all; of them\n  # more\nlist # 1\n;;\n")).containsExactly(List.of("list", "#", "1"));
    }

    @Test
    void quotesKeepBlanksSeparatorsAndLineBreaksTogether() {
        assertThat(words("a 'b ; c' \"d\ne\" --x='f g'")).containsExactly(List.of("a", "b ; c", "d\ne", "--x=f g"));
    }

    @Test
    void aQuoteTwiceInsideQuotesStandsForItself() {
        assertThat(words("'it''s' \"say \"\"hi\"\"\" 'it'\"'\"'s' ''"))
                .containsExactly(List.of("it's", "say \"hi\"", "it's", ""));
    }

    @Test
    void allElseIsTakenAsTyped() {
        assertThat(words("O'Neil C:\\new 'C:\\new\\' hey!!you a\\ b"))
                .containsExactly(List.of("O'Neil", "C:\\new", "C:\\new\\", "hey!!you", "a\\", "b"));
    }

    @Test
    void statementsKnowTheirLine() {
        assertThat(Script.read("\r\n# x\r\nlist\r\nget 'a\nb'; health\nexit").statements())
                .extracting(Statement::line)
                .containsExactly(3, 4, 5, 6);
    }

    @Test
    void anOpenQuoteIsToldWithItsLine() {
        assertThat(Script.read("list\nget 'a b").openQuote()).contains(new OpenQuote('\'', 2));
        assertThat(Script.read("get 'a b'").openQuote()).isEmpty();
    }

    @Test
    void wordsKnowWhereTheyStand() {
        assertThat(Script.read("get  'a b'").statements().getFirst().words())
                .containsExactly(new Word("get", 0, 3, false), new Word("a b", 5, 10, true));
    }
}
