package users.server.postgres.lists;

import users.api.filter.Condition;
import users.api.filter.Texts;

/**
 * A pattern of {@code like} in which every character of a text stands for itself.
 *
 * @param openStart whether anything may stand before the text
 * @param openEnd whether anything may stand behind it
 */
record LikePattern(boolean openStart, String text, boolean openEnd) {

    /** Finds texts that contain another one. */
    static LikePattern containing(String text) {
        return new LikePattern(true, text, true);
    }

    static LikePattern of(Condition.Wildcard wildcard) {
        return new LikePattern(wildcard.openStart(), wildcard.text(), wildcard.openEnd());
    }

    /** Finds the same in what is folded. */
    LikePattern folded() {
        return new LikePattern(openStart, Texts.fold(text), openEnd);
    }

    /** Finds, in a JSON object as PostgreSQL prints it, the strings that this finds. */
    LikePattern inJson() {
        var json = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return containing((openStart ? "" : "\"") + json + (openEnd ? "" : "\""));
    }

    /**
     * Whether pg_trgm finds three characters in a row to look for: it takes words apart, with two blanks before them and
     * one behind where that is known to be their beginning or end.
     */
    boolean hasTrigram() {
        int blanks = openStart ? 0 : 2;
        int letters = 0;
        for (int character : text.codePoints().toArray()) {
            if (Character.isLetterOrDigit(character)) {
                letters++;
                if (blanks + letters >= 3) {
                    return true;
                }
            } else {
                if (letters == 2) {
                    return true;
                }
                blanks = 2;
                letters = 0;
            }
        }
        return letters == 2 && !openEnd;
    }

    /** As SQL has it. */
    @Override
    public String toString() {
        var escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return (openStart ? "%" : "") + escaped + (openEnd ? "%" : "");
    }
}
