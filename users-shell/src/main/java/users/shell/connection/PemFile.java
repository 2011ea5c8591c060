package users.shell.connection;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** A file in PEM (RFC 7468), of which every fault is told with what to do. */
record PemFile(NamedFile file) {

    static final int MAXIMUM_SIZE = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** A part of it, such as "CERTIFICATE". */
    private record Block(String label, String text) {

        /** Headers, as of old, are no Base64. */
        boolean isEncrypted() {
            return label.startsWith("ENCRYPTED ") || text.contains("ENCRYPTED");
        }

        byte[] bytes() {
            return Base64.getMimeDecoder().decode(text);
        }
    }

    /** All certificates, one at least. */
    List<X509Certificate> certificates() {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (var block : blocks()) {
                if (block.label().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw file.unusable("has a certificate that cannot be read: get the file anew");
        }
        if (certificates.isEmpty()) {
            throw file.unusable(
                    "has no certificate: PEM is needed, which has a line -----BEGIN CERTIFICATE-----; of DER,"
                            + " openssl x509 makes it");
        }
        return certificates;
    }

    /** The key of a certificate. */
    PrivateKey key(X509Certificate certificate) {
        var block = blocks().stream()
                .filter(any -> any.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> file.unusable(
                        "has no private key: PEM is needed, which has a line -----BEGIN PRIVATE KEY-----"));
        if (block.isEncrypted()) {
            throw file.unusable("is encrypted: openssl pkey makes one without a passphrase of it");
        }
        if (!block.label().equals("PRIVATE KEY")) {
            throw file.unusable("is not PKCS #8: openssl pkcs8 -topk8 -nocrypt makes one that is of it");
        }
        try {
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(block.bytes()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw file.unusable("has no key of the kind that the certificate's is: both must belong together");
        }
    }

    private List<Block> blocks() {
        return BLOCK.matcher(file.text(MAXIMUM_SIZE))
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList();
    }
}
