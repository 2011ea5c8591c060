package users.server.caller;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

    /** How long ago they were fetched; empty for what is not. */
    Optional<Supplier<Duration>> age();

    @Override
    void close();
}
