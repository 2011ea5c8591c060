package users.server.postgres.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells requests apart without keeping what is in them. A fingerprint is the id of a key (8 bytes) and HMAC-SHA-256 by
 * that key: without it nobody can try what a request may have said.
 */
public final class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";

    private final Keys keys;

    public Fingerprints(Keys keys) {
        this.keys = keys;
    }

    /** The fingerprint of a request with these fields, which print all that is in them. */
    public byte[] of(List<?> fields) {
        var key = keys.newest();
        return fingerprint(key.getKey(), key.getValue(), fields);
    }

    /** Whether it is the fingerprint of a request with these fields. */
    public boolean matches(byte[] fingerprint, List<?> fields) {
        long id = ByteBuffer.wrap(fingerprint).getLong();
        return keys.find(id)
                .map(key -> MessageDigest.isEqual(fingerprint, fingerprint(id, key, fields)))
                .orElse(false);
    }

    private static byte[] fingerprint(long id, SecretKeySpec key, List<?> fields) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var field : fields) {
                var bytes = field.toString().getBytes(UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return ByteBuffer.allocate(Long.BYTES + mac.getMacLength())
                    .putLong(id)
                    .put(mac.doFinal())
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
