package users.api;

/** What a server asks of a new password beyond its form. */
public record PasswordPolicy(int minimumLength) {

    /** Leaves every decision to the server. */
    public static final PasswordPolicy ANY = new PasswordPolicy(1);

    /** @throws InvalidValueException when the text is no password or shorter than this policy asks */
    public Password password(CharSequence text) {
        var password = new Password(text);
        if (password.length() < minimumLength) {
            password.close();
            throw new InvalidValueException("must be at least " + minimumLength + " characters");
        }
        return password;
    }
}
