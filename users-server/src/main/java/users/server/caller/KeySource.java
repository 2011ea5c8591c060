package users.server.caller;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import users.server.files.NamedFile;

/** Where the keys are had from that tokens are checked with: a JWK Set (RFC 7517). */
public sealed interface KeySource {

    /**
     * A file.
     *
     * @param interval how often it is looked at
     */
    record File(NamedFile file, Duration interval) implements KeySource {}

    /**
     * An address.
     *
     * @param authorities PEM: whom to believe that it is the issuer's; empty: whom the JDK believes
     * @param interval how long keys are kept where the answer does not say
     */
    record Address(URI uri, Optional<NamedFile> authorities, Duration interval) implements KeySource {}
}
