package users.api.filter;

import java.util.Locale;

/** A text of a user by which can be filtered; {@code toString} is how a filter names it. */
public sealed interface TextField {

    /** A text that every user has. */
    enum Attribute implements TextField {
        FIRST_NAME,
        LAST_NAME,
        NICKNAME,
        EMAIL,
        COUNTRY;

        /** The field's name. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The value of a label; users without it are on neither side of a comparison. */
    record Label(String key) implements TextField {

        @Override
        public String toString() {
            return "labels." + FilterText.quoted(key);
        }
    }
}
