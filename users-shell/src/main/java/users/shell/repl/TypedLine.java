package users.shell.repl;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import users.shell.script.Script;
import users.shell.script.Word;

/**
 * The command in which the cursor stands, up to the cursor.
 *
 * @param line all that is typed
 * @param words of that command; the last one is the one to be completed, and may be empty
 * @param raw the last word as it stands in the line, with its quotes
 */
record TypedLine(String line, int cursor, List<String> words, String raw) implements CompletingParsedLine {

    static TypedLine of(String line, int cursor) {
        var typed = line.substring(0, cursor);
        var statements = Script.read(typed).statements();
        var words = new ArrayList<String>();
        var raw = "";
        if (!statements.isEmpty()) {
            var last = statements.getLast().words();
            boolean sameCommand = typed.substring(last.getLast().end()).isBlank()
                    && typed.indexOf('\n', last.getLast().end()) < 0;
            if (sameCommand) {
                last.stream().map(Word::text).forEach(words::add);
                if (last.getLast().end() == cursor) {
                    raw = typed.substring(last.getLast().start());
                } else {
                    words.add("");
                }
            }
        }
        if (words.isEmpty()) {
            words.add("");
        }
        return new TypedLine(line, cursor, List.copyOf(words), raw);
    }

    @Override
    public String word() {
        return words.getLast();
    }

    @Override
    public int wordCursor() {
        return word().length();
    }

    @Override
    public int wordIndex() {
        return words.size() - 1;
    }

    @Override
    public int rawWordCursor() {
        return raw.length();
    }

    @Override
    public int rawWordLength() {
        return raw.length();
    }

    /** The candidate in quotes when it has to be, or when the typed word is. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        var text = candidate.toString();
        boolean quoted = !raw.isEmpty() && (raw.charAt(0) == '"' || raw.charAt(0) == '\'');
        var words = Script.read(text).statements();
        boolean plain = words.size() == 1
                && words.getFirst().words().size() == 1
                && words.getFirst().arguments().getFirst().equals(text);
        if (plain && !quoted) {
            return text;
        }
        var mark = quoted ? raw.substring(0, 1) : "\"";
        return mark + text.replace(mark, mark + mark) + (complete ? mark : "");
    }
}
