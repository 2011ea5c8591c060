package users.server.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import users.api.PageToken;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.Violation;

/**
 * Page tokens: the place to go on behind, encrypted, so that nobody can make or read one, and bound to the list that they
 * were given for. In Base64: the key's id (8 bytes), the nonce (12), AES-GCM's cipher text (16 of the user's id, and what
 * the list is ordered by) and tag (16).
 */
final class PageTokens {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 16;
    private static final int EMPTY_BYTES = Long.BYTES + NONCE_BYTES + ID_BYTES + TAG_BITS / 8;

    private final Keys keys;
    private final SecureRandom random = new SecureRandom();

    PageTokens(Keys keys) {
        this.keys = keys;
    }

    /**
     * Where in a list a user is.
     *
     * @param key what the list is ordered by
     */
    record Place(String key, UserId id) {}

    /** @param list all that makes it this list and no other one */
    PageToken encode(Place last, String list) {
        var key = keys.newest();
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var orderedBy = last.key().getBytes(UTF_8);
        var place = ByteBuffer.allocate(ID_BYTES + orderedBy.length)
                .putLong(last.id().value().getMostSignificantBits())
                .putLong(last.id().value().getLeastSignificantBits())
                .put(orderedBy)
                .array();
        try {
            var encrypted =
                    cipher(Cipher.ENCRYPT_MODE, key.getValue(), nonce, list).doFinal(place);
            var token = ByteBuffer.allocate(EMPTY_BYTES + orderedBy.length)
                    .putLong(key.getKey())
                    .put(nonce)
                    .put(encrypted)
                    .array();
            return new PageToken(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws UserException with {@link UserError.Invalid} when no server gave this token for this list */
    Place decode(PageToken token, String list) {
        var bytes = bytes(token);
        if (bytes.length < EMPTY_BYTES) {
            throw invalid();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var key = keys.find(buffer.getLong()).orElseThrow(PageTokens::invalid);
        var nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        try {
            var place = ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, key, nonce, list)
                    .doFinal(bytes, buffer.position(), buffer.remaining()));
            var id = new UserId(new UUID(place.getLong(), place.getLong()));
            return new Place(UTF_8.decode(place).toString(), id);
        } catch (GeneralSecurityException e) {
            throw invalid();
        }
    }

    private static byte[] bytes(PageToken token) {
        try {
            return Base64.getUrlDecoder().decode(token.value());
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String list)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(list.getBytes(UTF_8));
        return cipher;
    }

    private static UserException invalid() {
        return new UserException(new UserError.Invalid(List.of(new Violation(
                "page_token",
                "must be the next_page_token of a page that was listed with the same filter, order_by and show_deleted;"
                        + " leave it out to start with the first page"))));
    }
}
