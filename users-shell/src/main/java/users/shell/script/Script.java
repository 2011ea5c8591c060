package users.shell.script;

import java.util.List;
import java.util.Optional;

/**
 * Text read into commands: a line of the shell, the text behind {@code -c}, or a file.
 *
 * <p>Commands end at a {@code ;} or a line break, words at blanks; a line that begins with {@code #} is a comment. Single
 * or double quotes at the start of a word, or behind a {@code =}, keep all of that together; the same quote twice inside
 * them stands for itself. Every other character, a backslash too, is taken as it is typed.
 *
 * @param openQuote the quote that the text ends in; the last statement is unfinished then
 */
public record Script(List<Statement> statements, Optional<OpenQuote> openQuote) {

    /** Reads a text, its line breaks of any kind. */
    public static Script read(String text) {
        return new ScriptReader(text).read();
    }
}
