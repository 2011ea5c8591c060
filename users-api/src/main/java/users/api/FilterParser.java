package users.api;

import java.util.regex.Pattern;

/** The filters that are understood, a first piece of AIP-160. */
final class FilterParser {

    /** {@code country = "GB"}, the quotes optional. */
    private static final Pattern COUNTRY = Pattern.compile("country\\s*=\\s*(?:\"([^\"]*)\"|([^\"\\s]+))");

    private FilterParser() {}

    static UserFilter parse(String text) {
        var filter = text.strip();
        if (filter.isEmpty()) {
            return new UserFilter.All();
        }
        var match = COUNTRY.matcher(filter);
        if (!match.matches()) {
            throw new InvalidValueException("must be country = \"GB\" or empty: nothing else can be filtered by yet");
        }
        try {
            return new UserFilter.InCountry(new CountryCode(match.group(1) == null ? match.group(2) : match.group(1)));
        } catch (InvalidValueException e) {
            throw new InvalidValueException("has a country that is no code: it " + e.getMessage());
        }
    }
}
