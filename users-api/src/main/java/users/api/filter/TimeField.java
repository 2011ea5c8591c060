package users.api.filter;

import java.util.Locale;

/** A time of a user by which can be filtered. */
public enum TimeField {
    CREATE_TIME,
    UPDATE_TIME;

    /** The field's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
