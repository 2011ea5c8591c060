package users.server.caller;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** JWK Sets as they are published (RFC 7517). */
final class JwkSet {

    private JwkSet() {}

    /**
     * The keys of a set, without shared secrets and those of kinds that nobody here knows.
     *
     * @throws JoseException when it is none
     */
    static List<JsonWebKey> read(byte[] text) throws JoseException {
        try {
            return new JsonWebKeySet(new String(text, StandardCharsets.UTF_8))
                    .getJsonWebKeys().stream()
                            .filter(PublicJsonWebKey.class::isInstance)
                            .toList();
        } catch (RuntimeException e) {
            throw new JoseException("It is JSON of another shape", e);
        }
    }
}
