package users.api.filter;

/** How texts are compared: as PostgreSQL does it under its collation {@code pg_c_utf8}, in every locale. */
public final class Texts {

    private Texts() {}

    /**
     * What texts are compared by where case does not matter: each code point by itself in lower case, as
     * {@code lower()} has it.
     */
    public static String fold(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The order of code points, which is that of their bytes in UTF-8; String's own order is that of UTF-16. */
    static int compare(String one, String other) {
        var ones = one.codePoints().iterator();
        var others = other.codePoints().iterator();
        while (ones.hasNext() && others.hasNext()) {
            int comparison = Integer.compare(ones.nextInt(), others.nextInt());
            if (comparison != 0) {
                return comparison;
            }
        }
        return Boolean.compare(ones.hasNext(), others.hasNext());
    }
}
