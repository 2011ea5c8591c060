package users.server.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import users.server.files.NamedFile;

/** TLS towards other servers, of an authority that the JDK does not know. */
public final class TrustedServers {

    private TrustedServers() {}

    /**
     * A context that believes the authorities of a PEM file, and no others.
     *
     * @throws users.server.files.UnusableFileException when there are none in it
     */
    public static SSLContext of(NamedFile authorities) {
        try {
            var context = SSLContext.getInstance("TLS");
            var trust = new Authorities(PemFiles.certificates(authorities)).trustManager();
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw authorities.unusable("cannot be used for TLS: " + e.getMessage());
        }
    }
}
