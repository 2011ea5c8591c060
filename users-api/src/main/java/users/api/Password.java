package users.api;

import java.util.Arrays;
import java.util.function.Function;

/**
 * A password on its way to be hashed: 1 to 1,024 characters in NFC, without control characters, so that the same visible
 * password is the same from every keyboard. It prints as {@code [hidden]} and is wiped by whoever used it.
 */
public final class Password implements AutoCloseable {

    private static final int MAXIMUM_LENGTH = 1024;

    private final char[] characters;

    /** @throws InvalidValueException when it is empty, too long or has control characters; never with its text */
    public Password(CharSequence text) {
        var composed = Text.compose(text, MAXIMUM_LENGTH);
        if (composed.isEmpty()) {
            throw new InvalidValueException("must not be empty");
        }
        characters = composed.toCharArray();
    }

    /** How many characters (code points) it has. */
    public int length() {
        return Character.codePointCount(characters, 0, characters.length);
    }

    /** Lends the characters; what is made of them is the borrower's to wipe. */
    public <T> T reveal(Function<char[], T> borrower) {
        return borrower.apply(characters);
    }

    /** Overwrites the characters. */
    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
