package users.api;

import java.text.Normalizer;

/** The rules that all text people write has in common. Lengths are counted in code points of the NFC form. */
final class Text {

    private Text() {}

    /** Drops the white space around a text, composes it (NFC) and refuses what no text may hold. */
    static String of(String text, int maximumLength) {
        var clean = refuseUnprintable(
                Normalizer.normalize(text, Normalizer.Form.NFC).strip());
        if (clean.isEmpty()) {
            throw new InvalidValueException("must not be empty");
        }
        return refuseLonger(clean, maximumLength);
    }

    static String refuseLonger(String text, int maximumLength) {
        int length = text.codePointCount(0, text.length());
        if (length > maximumLength) {
            throw new InvalidValueException("must be at most %,d characters, not %,d".formatted(maximumLength, length));
        }
        return text;
    }

    /** Control characters break terminals and logs, and PostgreSQL stores neither NUL nor half a surrogate pair. */
    static String refuseUnprintable(String text) {
        text.codePoints().forEach(character -> {
            if (Character.getType(character) == Character.SURROGATE) {
                throw new InvalidValueException("must be well-formed Unicode, without lone surrogates");
            }
            if (Character.isISOControl(character) || character == '\u2028' || character == '\u2029') {
                throw new InvalidValueException(
                        "must not have control characters or line breaks (U+%04X)".formatted(character));
            }
        });
        return text;
    }
}
