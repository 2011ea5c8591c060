package users.api.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that a test makes for itself, and what it signs. All keys are EC P-256, unless it is said. */
public final class TestAuthority {

    private final X500Principal name;
    private final KeyPair keys;
    /** Its own certificate, then those above it up to but not with the root; empty at the root. */
    private final List<X509Certificate> chain;

    private final X509Certificate root;

    private TestAuthority(X500Principal name) {
        this.name = name;
        keys = keys();
        root = sign(name, keys, this::authority, Validity.NOW);
        chain = List.of();
    }

    private TestAuthority(X500Principal name, TestAuthority above) {
        this.name = name;
        keys = keys();
        root = above.root;
        var chain = new ArrayList<>(List.of(above.sign(name, keys, this::authority, Validity.NOW)));
        chain.addAll(above.chain);
        this.chain = List.copyOf(chain);
    }

    /** An authority that only itself vouches for, with this common name. */
    public static TestAuthority named(String name) {
        return new TestAuthority(new X500Principal("CN=" + name));
    }

    /** An authority that this one vouches for; its certificate comes with those that it signs. */
    public TestAuthority intermediate(String name) {
        return new TestAuthority(new X500Principal("CN=" + name), this);
    }

    /** A server with these names, or addresses. */
    public TestIdentity server(String... names) {
        return server(Validity.NOW, names);
    }

    /** The same, valid at other times. */
    public TestIdentity server(Validity validity, String... names) {
        return sign(
                new X500Principal("CN=" + names[0]),
                certificate -> leaf(certificate, ServerOrClient.SERVER, List.of(names)),
                validity);
    }

    /** A client with this distinguished name, such as {@code CN=reports,O=Example}, and these names: URIs, or of hosts. */
    public TestIdentity client(String subject, String... names) {
        return client(Validity.NOW, subject, names);
    }

    /** The same, valid at other times. */
    public TestIdentity client(Validity validity, String subject, String... names) {
        return sign(
                new X500Principal(subject),
                certificate -> leaf(certificate, ServerOrClient.CLIENT, List.of(names)),
                validity);
    }

    /** A client with a key of another algorithm, such as RSA. */
    public TestIdentity clientWithKey(String algorithm, String subject) {
        return identity(
                new X500Principal(subject),
                keys(algorithm),
                certificate -> leaf(certificate, ServerOrClient.CLIENT, List.of()),
                Validity.NOW);
    }

    /** Writes the certificate that whoever trusts this authority needs, as PEM. */
    public Path write(Path file) {
        return Pem.write(file, List.of(root));
    }

    public X509Certificate certificate() {
        return root;
    }

    private TestIdentity sign(X500Principal subject, Extensions extensions, Validity validity) {
        return identity(subject, keys(), extensions, validity);
    }

    private TestIdentity identity(
            X500Principal subject, KeyPair keysOfSubject, Extensions extensions, Validity validity) {
        var certificates = new ArrayList<>(List.of(sign(subject, keysOfSubject, extensions, validity)));
        certificates.addAll(chain);
        return new TestIdentity(List.copyOf(certificates), keysOfSubject.getPrivate());
    }

    private X509Certificate sign(X500Principal subject, KeyPair subjectKeys, Extensions extensions, Validity validity) {
        try {
            var certificate = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(120, new SecureRandom()),
                    Date.from(validity.notBefore()),
                    Date.from(validity.notAfter()),
                    subject,
                    subjectKeys.getPublic());
            var identifiers = new JcaX509ExtensionUtils();
            certificate.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    identifiers.createSubjectKeyIdentifier(subjectKeys.getPublic()));
            certificate.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(keys.getPublic()));
            extensions.add(certificate);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(certificate.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void authority(X509v3CertificateBuilder certificate) throws IOException {
        certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    private static void leaf(X509v3CertificateBuilder certificate, ServerOrClient purpose, List<String> names)
            throws IOException {
        certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        certificate.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.id()));
        if (!names.isEmpty()) {
            var all = names.stream().map(TestAuthority::name).toArray(GeneralName[]::new);
            certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        }
    }

    private static GeneralName name(String name) {
        if (name.contains("://")) {
            return new GeneralName(GeneralName.uniformResourceIdentifier, name);
        }
        boolean address = name.matches("[0-9.]+") || name.contains(":");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a certificate says of its purpose. */
    private interface Extensions {
        void add(X509v3CertificateBuilder certificate) throws IOException;
    }
}
