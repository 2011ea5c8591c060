package users.server.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import users.api.CredentialFault;

/** Authorities whose word on others counts. */
public final class Authorities {

    private final X509TrustManager trust;

    Authorities(List<X509Certificate> certificates) throws GeneralSecurityException {
        var store = Stores.empty();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        trust = trustManager(store);
    }

    X509TrustManager trustManager() {
        return trust;
    }

    /** What is wrong with a client's certificate now, if anything; {@code chain} begins with it. */
    public Optional<CredentialFault> fault(List<X509Certificate> chain) {
        try {
            // An own look first: of a chain that is bad for two reasons this is the one that its holder can mend.
            chain.getFirst().checkValidity();
            trust.checkClientTrusted(
                    chain.toArray(X509Certificate[]::new),
                    chain.getFirst().getPublicKey().getAlgorithm());
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of(CredentialFault.CERTIFICATE_EXPIRED);
        } catch (CertificateNotYetValidException e) {
            return Optional.of(CredentialFault.CERTIFICATE_NOT_YET_VALID);
        } catch (CertificateException e) {
            return Optional.of(CredentialFault.CERTIFICATE_UNTRUSTED);
        }
    }

    private static X509TrustManager trustManager(KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
