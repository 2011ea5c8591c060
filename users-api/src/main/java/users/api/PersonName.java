package users.api;

/** A given or family name in any script: 1 to 200 characters, white space around it dropped, kept in NFC. */
public record PersonName(String value) {

    private static final int MAXIMUM_LENGTH = 200;

    /** @throws InvalidValueException when it is empty, too long or has control characters */
    public PersonName {
        value = Text.of(value, MAXIMUM_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
