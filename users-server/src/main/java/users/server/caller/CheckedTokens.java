package users.server.caller;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.JsonWebKey;

/**
 * Tokens that were found good, so that the signature of one that comes with every call is checked once: that costs more
 * than a whole GetUser. They are kept by their digests, as long as they and the keys that they were checked with are good.
 */
final class CheckedTokens {

    private static final int MAXIMUM = 10_000;

    private final Map<ByteBuffer, Checked> tokens = new ConcurrentHashMap<>();

    private record Checked(Caller caller, long expirySeconds, List<JsonWebKey> keys) {}

    /** Whose a token is that is known by these keys. */
    // The same list, or what was renewed in it counts for nothing.
    @SuppressWarnings("ReferenceEquality")
    Optional<Caller> find(String token, List<JsonWebKey> keys) {
        return Optional.ofNullable(tokens.get(digest(token)))
                .filter(checked -> checked.keys() == keys && Instant.now().getEpochSecond() < checked.expirySeconds())
                .map(Checked::caller);
    }

    void add(String token, Caller caller, long expirySeconds, List<JsonWebKey> keys) {
        if (tokens.size() >= MAXIMUM) {
            tokens.clear();
        }
        tokens.put(digest(token), new Checked(caller, expirySeconds, keys));
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
