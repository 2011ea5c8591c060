package users.server.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import users.server.files.FileWatch;
import users.server.files.UnusableFileException;

/** TLS for the server's connections, by files that may be replaced while it runs: connections that begin then are by them. */
public final class ServerTls implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ServerTls.class.getName());
    /** The store stays in this process. */
    private static final char[] NO_PASSWORD = {};

    private final TlsSettings settings;
    private final SSLContext context;
    private final FileWatch watch;
    private volatile State state;

    private record State(SSLContext context, Optional<Authorities> authorities, X509Certificate certificate) {}

    /** @throws UnusableFileException when a file is not what it should be */
    public ServerTls(TlsSettings settings) {
        this.settings = settings;
        watch = new FileWatch(settings.files(), settings.interval(), this::renew);
        state = read(settings);
        context = CurrentContext.of(() -> state.context());
        watch.start();
    }

    /** For new connections, now and later. */
    public SSLContext context() {
        return context;
    }

    /** Who vouches for clients now; empty when they are not asked for certificates. */
    public Optional<Authorities> authorities() {
        return state.authorities();
    }

    /** The certificate that the server shows now. */
    public X509Certificate certificate() {
        return state.certificate();
    }

    public ClientCertificates clients() {
        return settings.clients();
    }

    @Override
    public void close() {
        watch.close();
    }

    private void renew() {
        state = read(settings);
        LOG.log(Level.INFO, "the certificates of TLS were renewed; the server''s is good until {0}", until());
    }

    private String until() {
        return state.certificate().getNotAfter().toInstant().toString();
    }

    private static State read(TlsSettings settings) {
        var chain = PemFiles.certificates(settings.certificate());
        var key = PemFiles.key(settings.key());
        if (!PemFiles.belong(key, chain.getFirst().getPublicKey())) {
            throw settings.key()
                    .unusable("is not the key of the first certificate that "
                            + settings.certificate().setting() + " names");
        }
        try {
            var authorities = authorities(settings);
            var store = Stores.empty();
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust(settings, authorities), null);
            return new State(context, authorities, chain.getFirst());
        } catch (GeneralSecurityException e) {
            throw settings.certificate().unusable("cannot be used for TLS: " + e.getMessage());
        }
    }

    private static Optional<Authorities> authorities(TlsSettings settings) throws GeneralSecurityException {
        return settings.authorities().isEmpty()
                ? Optional.empty()
                : Optional.of(new Authorities(
                        PemFiles.certificates(settings.authorities().get())));
    }

    private static TrustManager[] trust(TlsSettings settings, Optional<Authorities> authorities) {
        return switch (settings.clients()) {
            case OPTIONAL -> new TrustManager[] {new JudgedLater()};
            case REQUIRED ->
                authorities
                        .map(known -> new TrustManager[] {known.trustManager()})
                        .orElseGet(() -> new TrustManager[0]);
        };
    }
}
