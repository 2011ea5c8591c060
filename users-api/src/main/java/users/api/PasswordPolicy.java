package users.api;

/**
 * What a server asks of a new password beyond its form. Passwords that are checked again were new once: later rules are
 * not for them.
 *
 * @param minimumLength in characters of the composed form (NFC)
 * @param commonRefused whether the most common passwords are refused, in whatever case they are written
 */
public record PasswordPolicy(int minimumLength, boolean commonRefused) {

    /** Leaves every decision to the server. */
    public static final PasswordPolicy ANY = new PasswordPolicy(1);

    /** Asks for a length alone. */
    public PasswordPolicy(int minimumLength) {
        this(minimumLength, false);
    }

    /** @throws InvalidValueException when the text is no password or one that this policy refuses */
    public Password password(CharSequence text) {
        var password = new Password(text);
        if (password.length() < minimumLength) {
            throw refused(password, "must be at least " + minimumLength + " characters");
        }
        if (commonRefused && CommonPasswords.contain(password)) {
            throw refused(
                    password,
                    "must not be one of the most common passwords, which are guessed first: put several words together");
        }
        return password;
    }

    private static InvalidValueException refused(Password password, String rule) {
        password.close();
        return new InvalidValueException(rule);
    }
}
