package users.api;

/** Whether a user may sign in. */
public sealed interface UserStatus {

    /** Every user who was not disabled. */
    UserStatus ENABLED = new Enabled();

    /** The user may. */
    record Enabled() implements UserStatus {}

    /**
     * The user must not.
     *
     * @param reason for operators and for who knows the password: up to 120 characters in NFC, white space around it
     *     dropped; may be empty
     */
    record Disabled(String reason) implements UserStatus {

        private static final int MAXIMUM_LENGTH = 120;

        /** @throws InvalidValueException when the reason is too long or has control characters */
        public Disabled {
            reason = Text.compose(reason.strip(), MAXIMUM_LENGTH);
        }
    }
}
