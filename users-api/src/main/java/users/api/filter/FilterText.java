package users.api.filter;

import java.util.List;
import java.util.stream.Collectors;

/** Conditions as they are written, every value in quotes, with no more parentheses than they need. */
final class FilterText {

    // How tightly they bind.
    private static final int AND = 1;
    private static final int OR = 2;
    private static final int NOT = 3;
    private static final int RESTRICTION = 4;

    private FilterText() {}

    static String of(Condition condition) {
        return switch (condition) {
            case Condition.And(var parts) -> joined(parts, " AND ", OR);
            case Condition.Or(var parts) -> joined(parts, " OR ", NOT);
            case Condition.Not(var part) -> "NOT " + nested(part, RESTRICTION);
            case Condition.Mention(var text) -> quoted(text);
            case Condition.Comparison(var field, var relation, var text) -> restriction(field, relation, quoted(text));
            case Condition.Wildcard(var field, var openStart, var text, var openEnd) ->
                restriction(field, Relation.EQUAL, wildcard(openStart, text, openEnd));
            case Condition.Containment(var field, var text) -> field + " : " + quoted(text);
            case Condition.LabelPresence(var key) -> "labels : " + quoted(key);
            case Condition.Disabled() -> "disabled = true";
            case Condition.IdComparison(var relation, var id) -> restriction("id", relation, quoted(id.toString()));
            case Condition.TimeComparison(var field, var relation, var time) ->
                restriction(field, relation, quoted(time.toString()));
        };
    }

    static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    private static String wildcard(boolean openStart, String text, boolean openEnd) {
        return '"' + (openStart ? "*" : "") + escaped(text) + (openEnd && !text.isEmpty() ? "*" : "") + '"';
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("*", "\\*");
    }

    private static String restriction(Object field, Relation relation, String value) {
        return field + " " + relation.symbol() + " " + value;
    }

    private static String joined(List<Condition> parts, String separator, int binding) {
        return parts.stream().map(part -> nested(part, binding)).collect(Collectors.joining(separator));
    }

    private static String nested(Condition part, int binding) {
        return binding(part) < binding ? "(" + of(part) + ")" : of(part);
    }

    private static int binding(Condition condition) {
        return switch (condition) {
            case Condition.And _ -> AND;
            case Condition.Or _ -> OR;
            case Condition.Not _ -> NOT;
            case Condition.Mention _,
                    Condition.OfText _,
                    Condition.LabelPresence _,
                    Condition.Disabled _,
                    Condition.IdComparison _,
                    Condition.TimeComparison _ -> RESTRICTION;
        };
    }
}
