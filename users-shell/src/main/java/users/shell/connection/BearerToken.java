package users.shell.connection;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import users.api.InvalidValueException;

/**
 * A token as {@code authorization: Bearer} carries it (RFC 6750).
 *
 * @param text never to be shown
 */
public record BearerToken(String text) {

    /** In characters; a server takes 16 KiB of headers in all. */
    static final int MAXIMUM_LENGTH = 15_000;

    /** @throws InvalidValueException when no header can hold it */
    public BearerToken {
        if (text.isEmpty()) {
            throw new InvalidValueException("must not be empty");
        }
        if (text.length() > MAXIMUM_LENGTH) {
            throw new InvalidValueException("must be at most %,d characters long".formatted(MAXIMUM_LENGTH));
        }
        if (!text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new InvalidValueException("must be one word of ASCII characters, as a JWT is");
        }
    }

    String header() {
        return "Bearer " + text;
    }

    /** Until when it is valid, where it says so (RFC 7519, exp). */
    Optional<Instant> expiry() {
        var parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Optional.of(JsonParser.parseString(claims))
                    .filter(JsonElement::isJsonObject)
                    .map(object -> object.getAsJsonObject().get("exp"))
                    .filter(JsonElement::isJsonPrimitive)
                    .map(JsonElement::getAsLong)
                    .map(Instant::ofEpochSecond);
        } catch (IllegalArgumentException | JsonParseException | DateTimeException e) {
            // The server will say what it thinks of it.
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "a token";
    }
}
