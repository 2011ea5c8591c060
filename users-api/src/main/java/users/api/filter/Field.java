package users.api.filter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import users.api.InvalidValueException;
import users.api.Labels;
import users.api.Quoted;
import users.api.Spelling;

/** What a restriction can be about, by its name in a filter, and how the restriction is read. */
record Field(String name, BiFunction<Operator, Literal, Condition> reading) {

    private static final String LABEL = "labels.";
    private static final List<Field> ALL = List.of(
            new Field("id", Restrictions::id),
            text(TextField.Attribute.FIRST_NAME),
            text(TextField.Attribute.LAST_NAME),
            text(TextField.Attribute.NICKNAME),
            new Field("email", Restrictions::email),
            new Field("country", Restrictions::country),
            new Field("disabled", Restrictions::disabled),
            time(TimeField.CREATE_TIME),
            time(TimeField.UPDATE_TIME),
            new Field("labels", Restrictions::labelPresence));

    /** @throws InvalidValueException when there is none of that name */
    static Field of(Literal word) {
        var name = word.text();
        if (name.startsWith(LABEL) && name.length() > LABEL.length()) {
            return label(word.behind(LABEL));
        }
        return ALL.stream().filter(field -> field.name.equals(name)).findFirst().orElseThrow(() -> unknown(word));
    }

    /** @throws InvalidValueException when no label can have that key */
    static Field label(Literal word) {
        var key = word.read("labels", Labels::key);
        return new Field("labels.KEY", (operator, value) -> Restrictions.label(key, operator, value));
    }

    /** What stands before the quotes of a label's key. */
    static boolean isLabelPrefix(Literal word) {
        return word.is(LABEL);
    }

    private static Field text(TextField.Attribute field) {
        return new Field(field.toString(), (operator, value) -> Restrictions.text(field, operator, value));
    }

    private static Field time(TimeField field) {
        return new Field(field.toString(), (operator, value) -> Restrictions.time(field, operator, value));
    }

    private static InvalidValueException unknown(Literal word) {
        var meant = word.text().equals(LABEL) ? Optional.of("labels.KEY") : nearest(word.text());
        return new InvalidValueException("has no field %s at character %d; %s"
                .formatted(
                        Quoted.of(word.text()),
                        word.position(),
                        meant.map("did you mean %s?"::formatted)
                                .orElseGet(() -> "there are " + String.join(", ", names()) + " and labels.KEY")));
    }

    private static Optional<String> nearest(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("label.") ? Optional.of(LABEL + "KEY") : Spelling.nearest(lower, names());
    }

    private static Collection<String> names() {
        return ALL.stream().map(Field::name).toList();
    }
}
