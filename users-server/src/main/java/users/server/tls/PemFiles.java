package users.server.tls;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import users.server.files.NamedFile;

/** Certificates and keys as files have them. */
final class PemFiles {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", Pattern.DOTALL);

    private PemFiles() {}

    /** All certificates of a file, in their order; at least one. What else stands in it, such as their key, is passed over. */
    static List<X509Certificate> certificates(NamedFile file) {
        var text = new String(file.read(), StandardCharsets.ISO_8859_1);
        var certificates =
                CERTIFICATE.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
        try {
            Collection<?> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.ISO_8859_1)));
            if (!found.isEmpty()) {
                return found.stream().map(X509Certificate.class::cast).toList();
            }
        } catch (CertificateException e) {
            // Told below, as a file without any is.
        }
        throw file.unusable("has no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }

    /** The private key of a file. */
    static PrivateKey key(NamedFile file) {
        var text = new String(file.read(), StandardCharsets.ISO_8859_1);
        if (text.contains("ENCRYPTED")) {
            throw file.unusable(
                    "is a key that needs a passphrase: store it without one (openssl pkcs8 -topk8 -nocrypt)");
        }
        try {
            return Keys.builder()
                    .pem(pem -> pem.key(Resource.create(file.setting(), text)))
                    .build()
                    .privateKey()
                    .orElseThrow();
        } catch (RuntimeException e) {
            throw file.unusable(
                    "has no RSA or EC key in PEM form, PKCS #8 (-----BEGIN PRIVATE KEY-----): convert it with openssl"
                            + " pkcs8 -topk8 -nocrypt");
        }
    }

    /** Whether what the key signs is what the certificate's holder has signed. */
    static boolean belong(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            var signature =
                    Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            var text = "belong".getBytes(StandardCharsets.US_ASCII);
            signature.initSign(key);
            signature.update(text);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
