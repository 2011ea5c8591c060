package users.api;

/** Which users a list holds. */
public sealed interface UserFilter {

    /** All of them. */
    record All() implements UserFilter {
        @Override
        public String toString() {
            return "";
        }
    }

    /** Those of one country. */
    record InCountry(CountryCode country) implements UserFilter {
        @Override
        public String toString() {
            return "country = \"" + country + "\"";
        }
    }

    /**
     * Reads a filter; {@code toString} is its inverse.
     *
     * @throws InvalidValueException when it is anything but empty or {@code country = "XX"}
     */
    static UserFilter parse(String text) {
        return FilterParser.parse(text);
    }
}
