package users.server.postgres;

import users.api.filter.Condition;
import users.api.filter.Texts;

/** Patterns of {@code like} in which every character of a text stands for itself. */
final class LikePattern {

    private LikePattern() {}

    static String containing(String text) {
        return "%" + escaped(text) + "%";
    }

    static String of(Condition.Wildcard wildcard) {
        return (wildcard.openStart() ? "%" : "") + escaped(wildcard.text()) + (wildcard.openEnd() ? "%" : "");
    }

    /** A folded text, inside a JSON string as PostgreSQL prints it. */
    static String inJson(String text) {
        return containing(json(text));
    }

    /** Likewise at the beginning or the end of the string, or anywhere in it. */
    static String inJson(Condition.Wildcard wildcard) {
        var json = json(Texts.fold(wildcard.text()));
        return containing((wildcard.openStart() ? "" : "\"") + json + (wildcard.openEnd() ? "" : "\""));
    }

    /** With the escapes that PostgreSQL prints for what a label may hold. */
    private static String json(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
