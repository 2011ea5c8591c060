package users.server.postgres.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.postgresql.ssl.BaseX509KeyManager;
import org.postgresql.util.PSQLException;
import users.server.files.NamedFile;
import users.server.files.UnusableFileException;

/**
 * The files by which the server shows PostgreSQL who it is. They may be replaced while it runs.
 *
 * @param certificate empty where the key's file has it, too, or where there is none
 */
record ClientFiles(Optional<NamedFile> certificate, Optional<NamedFile> key) {

    /**
     * Returns when the driver can read them.
     *
     * @throws UnusableFileException which says what is wrong with one of them
     */
    void check() {
        certificate.ifPresent(ClientFiles::read);
        key.ifPresent(ClientFiles::check);
    }

    /** The same, and that PostgreSQL may take them now. */
    void checkNow() {
        check();
        certificate.ifPresent(file -> {
            var end = read(file).getNotAfter().toInstant();
            if (end.isBefore(Instant.now())) {
                throw file.unusable("expired at %s: renew it".formatted(end));
            }
        });
    }

    /** Of the key, as its certificate says: RSA, EC or EdDSA. */
    Optional<String> algorithm() {
        return certificate.map(file -> read(file).getPublicKey().getAlgorithm());
    }

    private static X509Certificate read(NamedFile file) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(file.read()));
        } catch (CertificateException e) {
            throw file.unusable("has no certificate (-----BEGIN CERTIFICATE-----)");
        }
    }

    private static void check(NamedFile key) {
        var text = new String(key.read(), ISO_8859_1);
        if (text.contains("-----BEGIN ") && !text.contains("-----BEGIN PRIVATE KEY-----")) {
            throw key.unusable("has no key in the form PKCS #8 (-----BEGIN PRIVATE KEY-----): ask cert-manager for"
                    + " privateKey.encoding: PKCS8, or convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            BaseX509KeyManager.validateKeyFilePermissions(key.path());
        } catch (PSQLException e) {
            throw key.unusable("others may read: take that from them with chmod 0600, or in Kubernetes with"
                    + " defaultMode: 0440 and an fsGroup");
        }
    }
}
