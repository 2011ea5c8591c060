package users.api;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A user's id: any UUID (RFC 9562). The server makes those of version 7, which sort by time of creation; imports keep the
 * one they are given and a database of the Go service those it has.
 */
public record UserId(UUID value) implements UserKey {

    // UUID.fromString also takes "1-1-1-1-1".
    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    /**
     * Reads the 36 characters of a UUID, hexadecimal digits in either case.
     *
     * @throws InvalidValueException when the text has another form
     */
    public static UserId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValueException("must be a UUID such as 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");
        }
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
