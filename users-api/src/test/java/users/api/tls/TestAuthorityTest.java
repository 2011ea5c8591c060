package users.api.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other tests take for certificates are such to the JDK. */
final class TestAuthorityTest {

    private final TestAuthority authority = TestAuthority.named("Test Authority");

    @Test
    void aServersNamesAndAddressesStandInItsCertificate() throws Exception {
        var certificate = authority.server("localhost", "127.0.0.1", "::1").certificate();
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void aClientHasASubjectAndAUri() throws Exception {
        var certificate = authority
                .client("CN=reports,O=Example", "spiffe://example.com/reports")
                .certificate();
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=reports,O=Example");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(6, "spiffe://example.com/reports"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void whatAnAuthorityBelowSignedIsTrustedThroughTheRoot() {
        var server = authority.intermediate("Below").intermediate("Far Below").server("localhost");
        assertThat(server.chain()).hasSize(3);
        assertThatCode(() -> validate(server, authority)).doesNotThrowAnyException();
        assertThatThrownBy(() -> validate(server, TestAuthority.named("Test Authority")))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void whatIsExpiredOrNotYetValidIsNotTrusted() {
        for (var validity : List.of(Validity.EXPIRED, Validity.FUTURE)) {
            assertThatThrownBy(() -> validate(authority.server(validity, "localhost"), authority))
                    .isInstanceOf(CertPathValidatorException.class);
        }
    }

    @Test
    void theFilesAreReadBackAsTheyWere(@TempDir Path folder) throws Exception {
        var client = authority.intermediate("Below").client("CN=reports");
        var chain = client.writeChain(folder.resolve("client.pem"));
        var key = client.writeKey(folder.resolve("client.key"));
        var der = client.writeKeyDer(folder.resolve("client.der"));
        var root = authority.write(folder.resolve("ca.pem"));

        var certificates = CertificateFactory.getInstance("X.509");
        assertThat(certificates.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(chain))))
                .isEqualTo(client.chain());
        assertThat(certificates.generateCertificate(new ByteArrayInputStream(Files.readAllBytes(root))))
                .isEqualTo(authority.certificate());
        assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(der))))
                .isEqualTo(client.key());
        assertThat(Files.readString(key, US_ASCII)).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    private static void validate(TestIdentity server, TestAuthority authority) throws Exception {
        var path = CertificateFactory.getInstance("X.509").generateCertPath(server.chain());
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
