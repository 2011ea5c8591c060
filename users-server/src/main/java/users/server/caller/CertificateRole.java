package users.server.caller;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import users.api.Role;

/**
 * What the holder of a client certificate may do.
 *
 * @param name the certificate's URI, or its subject as RFC 2253 has it
 */
public record CertificateRole(Role role, String name) {

    /** Whether a text has the form of a name; one that has not would be nobody's. */
    public static boolean isName(String text) {
        return isUri(text) || subject(text).isPresent();
    }

    boolean isOf(Optional<String> uri, X500Principal subject) {
        return uri.filter(name::equals).isPresent()
                || subject(name).filter(subject::equals).isPresent();
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<X500Principal> subject(String text) {
        try {
            return Optional.of(new X500Principal(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
