package users.api.filter;

import java.util.Collections;
import java.util.SortedMap;
import java.util.function.Function;
import users.api.InvalidValueException;

/**
 * A text of a filter, read.
 *
 * @param position of its first character, counted from 1
 * @param text with its escapes resolved
 * @param stars those of its characters that are a {@code *} without a backslash: their index in code points, and where
 *     they stand in the filter
 */
record Literal(int position, boolean quoted, String text, SortedMap<Integer, Integer> stars) {

    /** Whether it is this word and nothing else, without quotes. */
    boolean is(String word) {
        return !quoted && text.equals(word) && stars.isEmpty();
    }

    boolean isBareStar() {
        return !quoted && text.equals("*") && stars.containsKey(0);
    }

    /** What stands behind a text with which it begins. */
    Literal behind(String prefix) {
        return new Literal(
                position + prefix.length(), quoted, text.substring(prefix.length()), Collections.emptySortedMap());
    }

    /** The same with the letters a to z in capitals. */
    Literal inCapitals() {
        var capitals = text.chars()
                .map(character -> character >= 'a' && character <= 'z' ? character - 'a' + 'A' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return new Literal(position, quoted, capitals.toString(), stars);
    }

    /** @throws InvalidValueException when the field's type refuses it */
    <T> T read(String field, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (InvalidValueException e) {
            throw refused(field, e.getMessage());
        }
    }

    /** @param reason begins with what a value must be */
    InvalidValueException refused(String field, String reason) {
        return new InvalidValueException(
                "has no value for %s at character %d: it %s".formatted(field, position, reason));
    }
}
