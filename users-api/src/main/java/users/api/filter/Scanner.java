package users.api.filter;

import java.util.TreeMap;
import users.api.InvalidValueException;
import users.api.Quoted;

/** Reads the pieces of a filter from left to right. Positions count code points, from 1. */
final class Scanner {

    private static final int END = -1;
    private static final String OPERATOR_CHARACTERS = "=!<>:~";

    private final int[] text;
    private int at;

    /** @throws InvalidValueException when the text holds what no text of a user may hold */
    Scanner(String text) {
        this.text = text.codePoints().toArray();
        for (int i = 0; i < this.text.length; i++) {
            int character = this.text[i];
            if (Character.getType(character) == Character.SURROGATE
                    || (Character.isISOControl(character) && "\t\n\r".indexOf(character) < 0)) {
                throw new InvalidValueException(
                        "must not have lone surrogates, nor control characters but tabs and line breaks (U+%04X at character %d)"
                                .formatted(character, i + 1));
            }
        }
    }

    int position() {
        return at + 1;
    }

    boolean atEnd() {
        return at == text.length;
    }

    void skipBlanks() {
        while (!atEnd() && isBlank(text[at])) {
            at++;
        }
    }

    boolean isNext(char character) {
        return peek() == character;
    }

    boolean isQuoteNext() {
        return isNext('"') || isNext('\'');
    }

    boolean isOperatorNext() {
        return !atEnd() && OPERATOR_CHARACTERS.indexOf(text[at]) >= 0 && !isNext('~');
    }

    /** Goes on behind a character when it is the next one. */
    boolean take(char character) {
        boolean next = isNext(character);
        if (next) {
            at++;
        }
        return next;
    }

    /** Goes on behind a keyword and the blanks after it when it is the next word. */
    boolean takeKeyword(String keyword) {
        boolean next = isKeywordNext(keyword);
        if (next) {
            at += keyword.length();
            skipBlanks();
        }
        return next;
    }

    boolean isKeywordNext(String keyword) {
        int end = at + keyword.length();
        if (end > text.length || !new String(text, at, keyword.length()).equals(keyword)) {
            return false;
        }
        return end == text.length || isBlank(text[end]) || "()\"'".indexOf(text[end]) >= 0;
    }

    /** The characters of an operator, known or not. */
    String operator() {
        int start = at;
        while (!atEnd() && OPERATOR_CHARACTERS.indexOf(text[at]) >= 0) {
            at++;
        }
        return new String(text, start, at - start);
    }

    /** A word or a field's name: it ends before an operator. */
    Literal word() {
        return bare(":");
    }

    /** A value in quotes or without; those of times have colons. */
    Literal value() {
        return isQuoteNext() ? quoted() : bare("");
    }

    Literal quoted() {
        int start = position();
        int quote = text[at++];
        var literal = new Building();
        while (peek() != quote) {
            if (atEnd()) {
                throw new InvalidValueException("has a quote at character %d that is not closed".formatted(start));
            }
            literal.addNext();
        }
        at++;
        return literal.build(start, true);
    }

    private Literal bare(String alsoEndsAt) {
        int start = position();
        var literal = new Building();
        while (!atEnd() && !isBlank(text[at]) && !endsBareText(alsoEndsAt)) {
            literal.addNext();
        }
        return literal.build(start, false);
    }

    private boolean endsBareText(String also) {
        int character = text[at];
        return "()\"'=<>".indexOf(character) >= 0
                || also.indexOf(character) >= 0
                || (character == '!' && at + 1 < text.length && text[at + 1] == '=');
    }

    private int peek() {
        return atEnd() ? END : text[at];
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private final class Building {

        private final StringBuilder characters = new StringBuilder();
        private final TreeMap<Integer, Integer> stars = new TreeMap<>();
        private int count;

        void addNext() {
            if (take('\\')) {
                if (atEnd() || "\\\"'*".indexOf(text[at]) < 0) {
                    throw new InvalidValueException(
                            "has a \\ at character %d that stands before none of \\ * \" and ': write \\\\ for itself"
                                    .formatted(at));
                }
            } else if (isNext('*')) {
                stars.put(count, position());
            }
            characters.appendCodePoint(text[at++]);
            count++;
        }

        Literal build(int start, boolean quoted) {
            return new Literal(start, quoted, characters.toString(), stars);
        }
    }

    /** What stands at the current place, for an error. */
    String found() {
        if (atEnd()) {
            return "ends";
        }
        int end = at;
        while (end < text.length && !isBlank(text[end])) {
            end++;
        }
        return "has " + Quoted.of(new String(text, at, end - at));
    }
}
