package users.api;

import java.text.Normalizer;
import java.util.Locale;

/** The rules that all text people write has in common. Lengths are counted in code points of the NFC form. */
final class Text {

    /** A code point decomposes into four at most, of two UTF-16 units each. */
    private static final int MAXIMUM_DECOMPOSITION = 8;

    private Text() {}

    /** Drops the white space around a text, composes it (NFC) and refuses what no text may hold. */
    static String of(String text, int maximumLength) {
        var clean = compose(text.strip(), maximumLength);
        if (clean.isEmpty()) {
            throw new InvalidValueException("must not be empty");
        }
        return clean;
    }

    /** Composes a text (NFC) and refuses what is too long or holds what no text may hold. */
    static String compose(CharSequence text, int maximumLength) {
        if (!composable(text, maximumLength)) {
            throw tooLong(text, maximumLength);
        }
        var composed = refuseUnprintable(Normalizer.normalize(text, Normalizer.Form.NFC));
        if (composed.codePointCount(0, composed.length()) > maximumLength) {
            throw tooLong(composed, maximumLength);
        }
        return composed;
    }

    /**
     * Whether the composed form can be as short as this. It is asked before composing, which takes a minute for a few
     * hundred thousand combining marks in a row.
     */
    static boolean composable(CharSequence text, int maximumLength) {
        return text.length() <= MAXIMUM_DECOMPOSITION * maximumLength;
    }

    private static InvalidValueException tooLong(CharSequence text, int maximumLength) {
        int length = Character.codePointCount(text, 0, text.length());
        return new InvalidValueException(
                String.format(Locale.ROOT, "must be at most %,d characters, not %,d", maximumLength, length));
    }

    /** Control characters break terminals and logs. */
    private static String refuseUnprintable(String text) {
        text.codePoints().forEach(character -> {
            if (isLineBreak(character) || character == '\t') {
                throw controlCharacter(character);
            }
        });
        return refuseUnstorable(text);
    }

    /** PostgreSQL stores neither NUL nor half a surrogate pair, and nobody has a use for most control characters. */
    static String refuseUnstorable(String text) {
        text.codePoints().forEach(character -> {
            if (Character.getType(character) == Character.SURROGATE) {
                throw new InvalidValueException("must be well-formed Unicode, without lone surrogates");
            }
            if (Character.isISOControl(character) && character != '\t' && !isLineBreak(character)) {
                throw controlCharacter(character);
            }
        });
        return text;
    }

    private static boolean isLineBreak(int character) {
        return character == '\n' || character == '\r' || character == '\u2028' || character == '\u2029';
    }

    private static InvalidValueException controlCharacter(int character) {
        return new InvalidValueException(
                "must not have control characters or line breaks (U+%04X)".formatted(character));
    }
}
