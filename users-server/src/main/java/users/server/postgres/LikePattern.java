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
        return containing(text.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** Likewise at the beginning or the end of the string, or anywhere in it. */
    static String inJson(Condition.Wildcard wildcard) {
        var json = Texts.fold(wildcard.text()).replace("\\", "\\\\").replace("\"", "\\\"");
        return containing((wildcard.openStart() ? "" : "\"") + json + (wildcard.openEnd() ? "" : "\""));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
