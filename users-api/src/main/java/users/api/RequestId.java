package users.api;

import java.util.UUID;

/** Stands for one call of a write, so that the call can be repeated safely (AIP-155): a UUID of any version. */
public record RequestId(UUID value) {

    /**
     * Reads the 36 characters of a UUID.
     *
     * @throws InvalidValueException when the text has another form
     */
    public static RequestId parse(String text) {
        return new RequestId(UserId.parse(text).value());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
