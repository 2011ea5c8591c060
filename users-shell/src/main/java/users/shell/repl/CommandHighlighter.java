package users.shell.repl;

import java.util.Collection;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import picocli.CommandLine.Model.CommandSpec;
import users.shell.script.Script;
import users.shell.script.Statement;
import users.shell.script.Word;

/** Colours what is typed: commands and flags that exist, text in quotes, and in red what cannot become anything. */
final class CommandHighlighter implements Highlighter {

    private static final AttributedStyle COMMAND = AttributedStyle.BOLD.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle FLAG = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle QUOTED = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle WRONG = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final CommandSpec grammar;

    CommandHighlighter(CommandSpec grammar) {
        this.grammar = grammar;
    }

    @Override
    public AttributedString highlight(LineReader reader, String line) {
        var coloured = new AttributedStringBuilder();
        int written = 0;
        for (var statement : Script.read(line).statements()) {
            for (var word : statement.words()) {
                coloured.append(line.substring(written, word.start()));
                coloured.append(line.substring(word.start(), word.end()), style(word, statement));
                written = word.end();
            }
        }
        return coloured.append(line.substring(written)).toAttributedString();
    }

    private AttributedStyle style(Word word, Statement statement) {
        var name = statement.words().getFirst();
        if (word.equals(name)) {
            return style(word.text(), grammar.subcommands().keySet(), COMMAND);
        }
        if (word.quoted()) {
            return QUOTED;
        }
        var command = grammar.subcommands().get(name.text());
        return command != null && word.text().startsWith("-")
                ? style(
                        word.text().split("=", 2)[0],
                        command.getCommandSpec().optionsMap().keySet(),
                        FLAG)
                : AttributedStyle.DEFAULT;
    }

    private static AttributedStyle style(String word, Collection<String> names, AttributedStyle known) {
        if (names.contains(word)) {
            return known;
        }
        return names.stream().anyMatch(name -> name.startsWith(word)) ? AttributedStyle.DEFAULT : WRONG;
    }
}
