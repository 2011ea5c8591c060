package users.api;

/**
 * An e-mail address as it was typed, in NFC: RFC 5321 with the internationalised addresses of RFC 6531, without quoted
 * local parts and address literals. At most 64 bytes before the {@code @} and 254 in all, in UTF-8.
 */
public record Email(String value) implements UserKey {

    /** @throws InvalidValueException when it is no such address; the message says which part is wrong */
    public Email {
        value = EmailSyntax.check(value);
    }

    /**
     * What uniqueness and look-up compare: composed, in lower case without regard to any locale, the domain in its IDN
     * form. Made here alone, so that no collation of a database has a say. Keys are valid addresses and their own keys.
     */
    public String key() {
        return EmailSyntax.key(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
