package users.api;

/** What a person is called here: 1 to 64 characters, white space around it dropped, kept in NFC. */
public record Nickname(String value) {

    private static final int MAXIMUM_LENGTH = 64;

    /** @throws InvalidValueException when it is empty, too long or has control characters */
    public Nickname {
        value = Text.of(value, MAXIMUM_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
