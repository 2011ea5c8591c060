package users.server.caller;

import java.util.List;
import org.jose4j.jwk.JsonWebKey;

/** The keys that tokens are checked with, as they are known now. */
interface KeySet extends AutoCloseable {

    /**
     * The keys.
     *
     * @throws users.api.UserException with {@link users.api.UserError.KeysUnavailable} when none can be had
     */
    List<JsonWebKey> keys();

    /** The same once it was looked whether there are others, for a token whose key is not among them. */
    List<JsonWebKey> renewedKeys();

    @Override
    void close();
}
