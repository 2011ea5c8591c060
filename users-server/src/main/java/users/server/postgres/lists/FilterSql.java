package users.server.postgres.lists;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import users.api.filter.Condition;
import users.api.filter.Relation;
import users.api.filter.TextField;

/**
 * A filter's condition in SQL, on {@code users.users} and {@code users.deleted_users} alike. Every value is a parameter.
 * No part is ever null, so that {@code not} is the opposite. Each is in a form that an index of the migration
 * {@code V3__search.sql} serves.
 */
public final class FilterSql {

    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** The values of what {@link #of} has made. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public String of(Condition condition) {
        return switch (condition) {
            case Condition.And(var parts) -> joined(parts, " and ");
            case Condition.Or(var parts) -> joined(parts, " or ");
            // So that the index serves it, too.
            case Condition.Not(Condition.OfText part)
            when part.field() == TextField.Attribute.COUNTRY -> country(part, false);
            case Condition.Not(var part) -> "not " + of(part);
            case Condition.Mention(var text) -> mention(text);
            case Condition.OfText part -> ofText(part);
            case Condition.LabelPresence(var key) -> hasLabel(key);
            case Condition.Disabled() -> "disabled";
            case Condition.IdComparison(var relation, var id) -> compared("id", relation, id.toString(), "uuid");
            case Condition.TimeComparison(var field, var relation, var time) ->
                compared(field.toString(), relation, time.toString(), "timestamptz");
        };
    }

    private String joined(List<Condition> parts, String operator) {
        return parts.stream().map(this::of).collect(Collectors.joining(operator, "(", ")"));
    }

    private String mention(String text) {
        return Stream.of("first_name", "last_name", "nickname", "email")
                .map(column -> folded(column, LikePattern.containing(text)))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private String ofText(Condition.OfText condition) {
        return switch (condition.field()) {
            case TextField.Label(var key) -> "(" + hasLabel(key) + " and " + label(key, condition) + ")";
            case TextField.Attribute.COUNTRY -> country(condition, true);
            case TextField.Attribute.EMAIL -> email(condition);
            case TextField.Attribute.FIRST_NAME, TextField.Attribute.LAST_NAME, TextField.Attribute.NICKNAME ->
                text(condition.field().toString(), condition);
        };
    }

    private String text(String column, Condition.OfText condition) {
        return switch (condition) {
            case Condition.Comparison(var any, var relation, var text) -> compared(column, relation, text, "text");
            case Condition.Containment(var any, var text) -> folded(column, LikePattern.containing(text));
            case Condition.Wildcard wildcard when !wildcard.openStart() -> like(column, LikePattern.of(wildcard));
            case Condition.Wildcard wildcard -> {
                var pattern = LikePattern.of(wildcard);
                // The first finds the rows in the index, where case is folded.
                yield "(%s and %s)".formatted(folded(column, pattern), like(column, pattern));
            }
        };
    }

    private String email(Condition.OfText condition) {
        return switch (condition) {
            case Condition.Comparison(var any, var relation, var key) -> compared("email_key", relation, key, "text");
            case Condition.Containment(var any, var text) -> folded("email", LikePattern.containing(text));
            case Condition.Wildcard wildcard -> folded("email", LikePattern.of(wildcard));
        };
    }

    private String country(Condition.OfText condition, boolean wanted) {
        var codes = IntStream.range(0, 26 * 26)
                .mapToObj(code -> "" + (char) ('A' + code / 26) + (char) ('A' + code % 26))
                .filter(code -> condition.holds(code) == wanted)
                .collect(Collectors.joining(",", "{", "}"));
        return "country = any(cast(" + parameter(codes) + " as text[]))";
    }

    private String label(String key, Condition.OfText condition) {
        var value = "(labels ->> cast(%s as text)) collate pg_c_utf8".formatted(parameter(key));
        return switch (condition) {
            case Condition.Comparison(var any, var relation, var text)
            when relation == Relation.EQUAL -> "labels @> cast(" + parameter(json(key, text)) + " as jsonb)";
            case Condition.Comparison(var any, var relation, var text) -> compared(value, relation, text, "text");
            case Condition.Containment(var any, var text) -> {
                var pattern = LikePattern.containing(text).folded();
                yield like("lower(" + value + ")", pattern) + labels(pattern);
            }
            case Condition.Wildcard wildcard -> {
                var pattern = LikePattern.of(wildcard);
                yield like(value, pattern) + labels(pattern.folded());
            }
        };
    }

    /** What finds the rows in the index: the value is somewhere in the text of all labels. */
    private String labels(LikePattern pattern) {
        var json = pattern.inJson();
        return json.hasTrigram() ? " and " + like("lower(cast(labels as text) collate pg_c_utf8)", json) : "";
    }

    private String folded(String column, LikePattern pattern) {
        // A pattern that the index cannot find would have all of it read, for the other columns in it, too.
        return like("lower(" + column + ")" + (pattern.hasTrigram() ? "" : " || ''"), pattern.folded());
    }

    private String hasLabel(String key) {
        // pgjdbc reads the doubled question mark as the operator.
        return "labels ?? " + parameter(key);
    }

    private String like(String expression, LikePattern pattern) {
        return expression + " like " + parameter(pattern.toString());
    }

    private String compared(String expression, Relation relation, String value, String type) {
        return "%s %s cast(%s as %s)".formatted(expression, relation.symbol(), parameter(value), type);
    }

    private String parameter(String value) {
        var name = "filter" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    private static String json(String key, String value) {
        var label = new JsonObject();
        label.add(key, new JsonPrimitive(value));
        return label.toString();
    }
}
