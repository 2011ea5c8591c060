package users.api;

/** What names one user: its id, or its e-mail. */
public sealed interface UserKey permits UserId, Email {

    /**
     * Reads an e-mail where the text has an {@code @}, else an id.
     *
     * @throws InvalidValueException when it is neither
     */
    static UserKey parse(String text) {
        return text.contains("@") ? new Email(text) : UserId.parse(text);
    }
}
