package users.api.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate and its key.
 *
 * @param chain the certificate, then those of the authorities that vouch for it, without the root
 */
public record TestIdentity(List<X509Certificate> chain, PrivateKey key) {

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** TLS of a server that is this one. */
    public SSLContext server() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the chain as PEM; to a file that is there already too. */
    public Path writeChain(Path file) {
        return Pem.write(file, chain);
    }

    /** Writes the key as PEM, PKCS #8. */
    public Path writeKey(Path file) {
        return Pem.writeKey(file, key);
    }

    /** Writes the key as DER, PKCS #8, as the JDBC driver of PostgreSQL wants it. */
    public Path writeKeyDer(Path file) {
        try {
            return Files.write(file, key.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
