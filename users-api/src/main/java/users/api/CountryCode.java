package users.api;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A country: two ASCII letters in the form of ISO 3166-1 alpha-2, kept in upper case. Whether the standard lists the
 * code is not asked, since lists change and callers have codes of their own.
 */
public record CountryCode(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z]{2}");

    /** @throws InvalidValueException when it is anything but two ASCII letters */
    public CountryCode {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException("must be two letters, such as GB");
        }
        value = value.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
