package users.shell.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks through a text once, character by character. */
final class ScriptReader {

    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private Optional<OpenQuote> openQuote = Optional.empty();
    private int position;
    private int line = 1;
    private int firstLine = 1;

    ScriptReader(String text) {
        this.text = text;
    }

    Script read() {
        while (position < text.length()) {
            char character = text.charAt(position);
            if (isSeparator(character)) {
                endStatement();
                next();
            } else if (isBlank(character)) {
                next();
            } else if (character == '#' && words.isEmpty() && beginsLine()) {
                skipLine();
            } else {
                readWord();
            }
        }
        endStatement();
        return new Script(List.copyOf(statements), openQuote);
    }

    private void readWord() {
        if (words.isEmpty()) {
            firstLine = line;
        }
        int start = position;
        var word = new StringBuilder();
        boolean quoted = false;
        // Elsewhere a quote is an ordinary character, so that nobody has to quote O'Neil.
        boolean mayOpen = true;
        while (position < text.length()) {
            char character = text.charAt(position);
            if (isSeparator(character) || isBlank(character)) {
                break;
            }
            if (mayOpen && isQuote(character)) {
                quoted = true;
                readQuoted(character, word);
            } else {
                word.append(character);
                next();
                mayOpen = character == '=';
            }
        }
        words.add(new Word(word.toString(), start, position, quoted));
    }

    private void readQuoted(char mark, StringBuilder word) {
        int opened = line;
        next();
        while (position < text.length()) {
            char character = text.charAt(position);
            next();
            if (character != mark) {
                word.append(character);
            } else if (position < text.length() && text.charAt(position) == mark) {
                word.append(mark);
                next();
            } else {
                return;
            }
        }
        openQuote = Optional.of(new OpenQuote(mark, opened));
    }

    private void endStatement() {
        if (!words.isEmpty()) {
            statements.add(new Statement(List.copyOf(words), firstLine));
            words = new ArrayList<>();
        }
    }

    private void skipLine() {
        while (position < text.length() && !isLineBreak(text.charAt(position))) {
            next();
        }
    }

    private void next() {
        char character = text.charAt(position++);
        boolean firstOfTwo = character == '\r' && position < text.length() && text.charAt(position) == '\n';
        if (isLineBreak(character) && !firstOfTwo) {
            line++;
        }
    }

    private boolean beginsLine() {
        int before = position - 1;
        while (before >= 0 && isBlank(text.charAt(before))) {
            before--;
        }
        return before < 0 || isLineBreak(text.charAt(before));
    }

    private static boolean isSeparator(char character) {
        return character == ';' || isLineBreak(character);
    }

    private static boolean isLineBreak(char character) {
        return character == '\n' || character == '\r';
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isQuote(char character) {
        return character == '"' || character == '\'';
    }
}
