package users.api.filter;

import java.time.Instant;
import java.util.List;
import users.api.UserId;

/** What a filter asks of a user. Every condition either holds or does not, so that its opposite is exactly the rest. */
public sealed interface Condition {

    /** All of two or more hold. */
    record And(List<Condition> parts) implements Condition {}

    /** One of two or more holds. */
    record Or(List<Condition> parts) implements Condition {}

    /** The opposite; {@link #not} makes it. */
    record Not(Condition part) implements Condition {}

    /** A text is in the first name, the last name, the nickname or the e-mail, without regard to case. */
    record Mention(String text) implements Condition {
        boolean holds(String value) {
            return Texts.fold(value).contains(Texts.fold(text));
        }
    }

    /** A condition on one text. */
    sealed interface OfText extends Condition {

        TextField field();

        /** Whether it holds for a text of that field. An e-mail is its key to {@link Comparison}. */
        boolean holds(String value);
    }

    /** A text is equal, or before or behind in the order of code points. */
    record Comparison(TextField field, Relation relation, String text) implements OfText {
        @Override
        public boolean holds(String value) {
            return relation.holds(Texts.compare(value, text));
        }
    }

    /**
     * A text begins with, ends with or contains another one, an e-mail without regard to case.
     *
     * @param openStart whether anything may stand before it
     * @param openEnd whether anything may stand behind it
     */
    record Wildcard(TextField field, boolean openStart, String text, boolean openEnd) implements OfText {

        public Wildcard {
            if (text.isEmpty()) {
                openStart = true;
                openEnd = true;
            }
            if (!openStart && !openEnd) {
                throw new IllegalArgumentException("A wildcard stands first or last");
            }
        }

        @Override
        public boolean holds(String value) {
            return field == TextField.Attribute.EMAIL ? holds(Texts.fold(value), Texts.fold(text)) : holds(value, text);
        }

        private boolean holds(String value, String part) {
            if (openStart) {
                return openEnd ? value.contains(part) : value.endsWith(part);
            }
            return value.startsWith(part);
        }
    }

    /** A text contains another one, without regard to case. */
    record Containment(TextField field, String text) implements OfText {
        @Override
        public boolean holds(String value) {
            return Texts.fold(value).contains(Texts.fold(text));
        }
    }

    /** There is a label of that key. */
    record LabelPresence(String key) implements Condition {}

    /** The user may not sign in. */
    record Disabled() implements Condition {}

    /** The id is equal, or before or behind in the order of its bytes. */
    record IdComparison(Relation relation, UserId id) implements Condition {}

    /**
     * A time is equal, before or after.
     *
     * @param time of the years 1 to 9999, to the microsecond
     */
    record TimeComparison(TimeField field, Relation relation, Instant time) implements Condition {}

    /** The opposite of a condition. */
    static Condition not(Condition condition) {
        return condition instanceof Not(var part) ? part : new Not(condition);
    }
}
