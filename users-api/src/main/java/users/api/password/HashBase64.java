package users.api.password;

import java.util.Base64;
import users.api.InvalidValueException;

/** Base64 as it stands in hashes: without padding, and nothing in the bits that belong to no byte. */
final class HashBase64 {

    private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private HashBase64() {}

    /** A salt of so many bytes, up to 64. */
    static HashBytes salt(String text, int minimum) {
        return bytes(text, "salt", minimum);
    }

    /** What a password was hashed to. Its length is a multiple of four everywhere: another one shows that it was cut. */
    static HashBytes digest(String text) {
        var digest = bytes(text, "hash", 12);
        if (digest.length() % 4 != 0) {
            throw new InvalidValueException("must be a hash whose last part is whole: a multiple of four bytes");
        }
        return digest;
    }

    /** In the alphabet of bcrypt; old tools left something in the spare bits, which nobody reads. */
    static HashBytes bcrypt(String text) {
        var standard = new StringBuilder(text.length());
        text.chars().forEach(character -> standard.append(STANDARD.charAt(BCRYPT.indexOf(character))));
        return new HashBytes(Base64.getDecoder().decode(standard.toString()));
    }

    private static HashBytes bytes(String text, String part, int minimum) {
        var bytes = text.length() % 4 == 1 ? new byte[0] : Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new InvalidValueException("must be a hash whose %s is whole base64 without padding".formatted(part));
        }
        if (bytes.length < minimum || bytes.length > 64) {
            throw new InvalidValueException("must be a hash whose %s has %d to 64 bytes".formatted(part, minimum));
        }
        return new HashBytes(bytes);
    }
}
