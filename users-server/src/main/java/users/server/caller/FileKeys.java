package users.server.caller;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import users.server.files.FileWatch;
import users.server.files.NamedFile;

/** Keys of a file that may be replaced while the server runs. */
final class FileKeys implements KeySet {

    private static final Logger LOG = Logger.getLogger(FileKeys.class.getName());

    private final NamedFile file;
    private final FileWatch watch;
    private volatile List<JsonWebKey> keys;

    /** @throws users.server.files.UnusableFileException when there are none in it */
    FileKeys(KeySource.File source) {
        file = source.file();
        watch = new FileWatch(List.of(file), source.interval(), this::renew);
        keys = read();
        watch.start();
    }

    @Override
    public List<JsonWebKey> keys() {
        return keys;
    }

    @Override
    public List<JsonWebKey> renewedKeys() {
        return keys;
    }

    @Override
    public Optional<Supplier<Duration>> age() {
        return Optional.empty();
    }

    @Override
    public void close() {
        watch.close();
    }

    private void renew() {
        keys = read();
        LOG.log(Level.INFO, "the keys for tokens were renewed: there are {0}", keys.size());
    }

    private List<JsonWebKey> read() {
        try {
            var found = JwkSet.read(file.read());
            if (!found.isEmpty()) {
                return found;
            }
        } catch (JoseException e) {
            // Told below, as a set without keys is.
        }
        throw file.unusable("is no JWK Set with a key that is usable here (RFC 7517)");
    }
}
