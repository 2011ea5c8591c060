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
 * Page tokens: the id to go on behind, encrypted, so that nobody can make or read one, and bound to the filter that they
 * were given for. In Base64: the key's id (8 bytes), the nonce (12), AES-GCM's cipher text (16) and tag (16).
 */
final class PageTokens {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = Long.BYTES + NONCE_BYTES + ID_BYTES + TAG_BITS / 8;

    private final Keys keys;
    private final SecureRandom random = new SecureRandom();

    PageTokens(Keys keys) {
        this.keys = keys;
    }

    PageToken encode(UserId last, String filter) {
        var key = keys.newest();
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var id = ByteBuffer.allocate(ID_BYTES)
                .putLong(last.value().getMostSignificantBits())
                .putLong(last.value().getLeastSignificantBits())
                .array();
        try {
            var encrypted =
                    cipher(Cipher.ENCRYPT_MODE, key.getValue(), nonce, filter).doFinal(id);
            var token = ByteBuffer.allocate(TOKEN_BYTES)
                    .putLong(key.getKey())
                    .put(nonce)
                    .put(encrypted)
                    .array();
            return new PageToken(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws UserException with {@link UserError.Invalid} when no server gave this token for this filter */
    UserId decode(PageToken token, String filter) {
        var bytes = bytes(token);
        if (bytes.length != TOKEN_BYTES) {
            throw invalid();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var key = keys.find(buffer.getLong()).orElseThrow(PageTokens::invalid);
        var nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        try {
            var id = cipher(Cipher.DECRYPT_MODE, key, nonce, filter)
                    .doFinal(bytes, buffer.position(), buffer.remaining());
            var longs = ByteBuffer.wrap(id);
            return new UserId(new UUID(longs.getLong(), longs.getLong()));
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

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String filter)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(filter.getBytes(UTF_8));
        return cipher;
    }

    private static UserException invalid() {
        return new UserException(new UserError.Invalid(List.of(new Violation(
                "page_token",
                "must be the next_page_token of a page that was listed with the same filter; leave it out to start with"
                        + " the first page"))));
    }
}
