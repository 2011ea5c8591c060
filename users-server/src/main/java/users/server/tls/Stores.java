package users.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Stores in memory, as the JDK wants keys and certificates. */
final class Stores {

    private Stores() {}

    static KeyStore empty() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("Nothing was to be read", e);
        }
    }
}
