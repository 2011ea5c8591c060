package users.api.filter;

import java.text.Normalizer;
import users.api.CountryCode;
import users.api.Email;
import users.api.InvalidValueException;
import users.api.Labels;
import users.api.UserId;

/** What an operator and a value behind it mean, by the kind of the field before it. */
final class Restrictions {

    private Restrictions() {}

    static Condition mention(Literal word) {
        return new Condition.Mention(composed(word.text()));
    }

    static Condition text(TextField field, Operator operator, Literal value) {
        if (operator.relation().isEmpty()) {
            return new Condition.Containment(field, asStored(field, value.text()));
        }
        if (operator.isEquality() && !value.stars().isEmpty()) {
            return wildcard(field, value);
        }
        return new Condition.Comparison(field, operator.relation().get(), asStored(field, value.text()));
    }

    static Condition label(String key, Operator operator, Literal value) {
        return operator.relation().isEmpty() && value.isBareStar()
                ? new Condition.LabelPresence(key)
                : text(new TextField.Label(key), operator, value);
    }

    static Condition labelPresence(Operator operator, Literal key) {
        if (operator.relation().isPresent()) {
            throw operator.refused("labels", ": and a key, and labels.KEY all of them");
        }
        return new Condition.LabelPresence(key.read("labels", Labels::key));
    }

    /** Equal are addresses that count as the same; what is no address stands for itself in the order of keys. */
    static Condition email(Operator operator, Literal value) {
        var field = TextField.Attribute.EMAIL;
        if (operator.relation().isEmpty()) {
            return text(field, operator, value);
        }
        if (operator.isEquality() && !value.stars().isEmpty()) {
            return wildcard(field, value);
        }
        return new Condition.Comparison(field, operator.relation().get(), emailKey(operator, value));
    }

    private static String emailKey(Operator operator, Literal value) {
        try {
            return new Email(value.text()).key();
        } catch (InvalidValueException e) {
            if (operator.isEquality()) {
                throw value.refused("email", e.getMessage() + "; email : finds parts of addresses");
            }
            return composed(Texts.fold(composed(value.text())));
        }
    }

    static Condition country(Operator operator, Literal value) {
        if (operator.isEquality() && value.stars().isEmpty()) {
            value.read("country", CountryCode::new);
        }
        return text(TextField.Attribute.COUNTRY, operator, value.inCapitals());
    }

    static Condition disabled(Operator operator, Literal value) {
        if (operator.relation().isPresent() && !operator.isEquality()) {
            throw operator.refused("disabled", "= != and :");
        }
        return switch (value.text()) {
            case "true" -> new Condition.Disabled();
            case "false" -> Condition.not(new Condition.Disabled());
            default -> throw value.refused("disabled", "must be true or false");
        };
    }

    static Condition id(Operator operator, Literal value) {
        var relation = operator.relation().orElseThrow(() -> operator.refused("id", "= != < <= > and >="));
        return new Condition.IdComparison(relation, value.read("id", UserId::parse));
    }

    static Condition time(TimeField field, Operator operator, Literal value) {
        var relation = operator.relation().orElseThrow(() -> operator.refused(field.toString(), "= != < <= > and >="));
        return new Condition.TimeComparison(field, relation, value.read(field.toString(), Times::parse));
    }

    private static Condition.Wildcard wildcard(TextField field, Literal value) {
        var text = value.text();
        int last = text.codePointCount(0, text.length()) - 1;
        boolean openStart = value.stars().containsKey(0);
        boolean openEnd = value.stars().containsKey(last);
        value.stars().forEach((index, position) -> {
            if (index != 0 && index != last) {
                throw new InvalidValueException(
                        "has a * at character %d inside a text: it stands for anything first and last alone, \\* is itself"
                                .formatted(position));
            }
        });
        var inner = text.length() == 1 ? "" : text.substring(openStart ? 1 : 0, text.length() - (openEnd ? 1 : 0));
        return new Condition.Wildcard(field, openStart, asStored(field, inner), openEnd);
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Labels are kept as they came, all other text is composed. */
    private static String asStored(TextField field, String text) {
        return field instanceof TextField.Label ? text : composed(text);
    }
}
