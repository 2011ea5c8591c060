package users.server.postgres.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that nobody but a server can make or read, each for one use. In Base64: the key's id (8 bytes), a salt (16), and
 * AES-GCM's cipher text and tag (16) by a key of its own, which HMAC-SHA-256 makes of key and salt: there is no limit to
 * how many can be made, as there is to random nonces of one key (NIST SP 800-38D, 8.3).
 */
public final class Seal {

    private static final int SALT_BYTES = 16;
    private static final int TAG_BITS = 128;
    private static final int LEAST_BYTES = Long.BYTES + SALT_BYTES + TAG_BITS / 8;
    private static final String DERIVATION = "HmacSHA256";
    /** One key, one text: the nonce may be the same for all. */
    private static final GCMParameterSpec NONCE = new GCMParameterSpec(TAG_BITS, new byte[12]);

    private final Keys keys;
    private final SecureRandom random = new SecureRandom();

    public Seal(Keys keys) {
        this.keys = keys;
    }

    /** @param use what the text is good for */
    public String close(byte[] content, String use) {
        var key = keys.newest();
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key.getValue(), salt, use).doFinal(content);
            var text = ByteBuffer.allocate(Long.BYTES + SALT_BYTES + sealed.length)
                    .putLong(key.getKey())
                    .put(salt)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The content of a text; empty when no server made it for this use. */
    public Optional<byte[]> open(String text, String use) {
        var bytes = bytes(text);
        if (bytes.length < LEAST_BYTES) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var key = keys.find(buffer.getLong());
        var salt = new byte[SALT_BYTES];
        buffer.get(salt);
        var sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return key.flatMap(found -> open(found, salt, sealed, use));
    }

    private static Optional<byte[]> open(SecretKeySpec key, byte[] salt, byte[] sealed, String use) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, salt, use).doFinal(sealed));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] salt, String use) throws GeneralSecurityException {
        var derivation = Mac.getInstance(DERIVATION);
        derivation.init(new SecretKeySpec(key.getEncoded(), DERIVATION));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derivation.doFinal(salt), "AES"), NONCE);
        cipher.updateAAD(use.getBytes(UTF_8));
        return cipher;
    }
}
