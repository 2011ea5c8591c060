package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;

/** What is said of files that are of no use for TLS, before anything is sent. */
final class TlsFilesTest {

    private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");
    private static final TestIdentity CLIENT = AUTHORITY.client("CN=me");

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void write() {
        certificate = CLIENT.writeChain(folder.resolve("client.pem"));
        key = CLIENT.writeKey(folder.resolve("client.key"));
    }

    private static void assertRefused(String sentence, Object... arguments) {
        assertRefused(Map.of(), sentence, arguments);
    }

    private static void assertRefused(Map<String, String> environment, String sentence, Object... arguments) {
        var words = new ArrayList<>(List.of("-p", "1"));
        List.of(arguments).forEach(argument -> words.add(argument.toString()));
        words.add("health");
        assertThat(Execution.run(new byte[0], false, environment, words))
                .isEqualTo(new Execution(2, "", "error: %s\n  try: userctl help\n".formatted(sentence)));
    }

    private static void assertMissing(String flag, Object... arguments) {
        assertRefused(
                "wrong or missing flags\n  %s  is missing: a certificate and its key go together".formatted(flag),
                arguments);
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aFileThatIsNotThereIsNamedByWhatNamedIt() {
        var nowhere = folder.resolve("nowhere.pem");
        assertRefused("--ca: %s is not there".formatted(nowhere), "--ca", nowhere);
        assertRefused("--ca: %s cannot be read".formatted(folder), "--ca", folder);
        assertRefused(
                Map.of("USERCTL_CERT", nowhere.toString(), "USERCTL_KEY", key.toString()),
                "USERCTL_CERT: %s is not there".formatted(nowhere));
        assertRefused("--key: %s is not there".formatted(nowhere), "--cert", certificate, "--key", nowhere);
    }

    @Test
    void aFileWithoutACertificateIsTold() throws IOException {
        assertRefused(
                "--ca: %s has no certificate: PEM is needed, which has a line -----BEGIN CERTIFICATE-----; of DER, openssl x509 makes it"
                        .formatted(key),
                "--ca",
                key);
        var broken = written("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertRefused(
                "--cert: %s has a certificate that cannot be read: get the file anew".formatted(broken),
                "--cert",
                broken,
                "--key",
                key);
    }

    @Test
    void aFileWithoutAKeyIsTold() {
        assertRefused(
                "--key: %s has no private key: PEM is needed, which has a line -----BEGIN PRIVATE KEY-----"
                        .formatted(certificate),
                "--cert",
                certificate,
                "--key",
                certificate);
    }

    @Test
    void aKeyOfAnotherFormIsTold() throws Exception {
        var old = folder.resolve("old.key");
        try (var pem = new JcaPEMWriter(Files.newBufferedWriter(old))) {
            pem.writeObject(CLIENT.key());
        }
        assertRefused(
                "--key: %s is not PKCS #8: openssl pkcs8 -topk8 -nocrypt makes one that is of it".formatted(old),
                "--cert",
                certificate,
                "--key",
                old);
        var encrypted = written("encrypted.key", """
                -----BEGIN EC PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,A2D0F4A5C0A34E1B8C8F0E6C3E3C5A11

                AAAA
                -----END EC PRIVATE KEY-----
                """);
        var sentence = "--key: %s is encrypted: openssl pkey makes one without a passphrase of it";
        assertRefused(sentence.formatted(encrypted), "--cert", certificate, "--key", encrypted);
        var pkcs8 = written(
                "encrypted8.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertRefused(sentence.formatted(pkcs8), "--cert", certificate, "--key", pkcs8);
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsTold() throws Exception {
        var another = AUTHORITY.client("CN=you").writeKey(folder.resolve("another.key"));
        assertRefused(
                "--key: %s is another key than that of the certificate %s: both must belong together"
                        .formatted(another, certificate),
                "--cert",
                certificate,
                "--key",
                another);
        var rsa = new TestIdentity(
                        List.of(),
                        KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate())
                .writeKey(folder.resolve("rsa.key"));
        assertRefused(
                "--key: %s has no key of the kind that the certificate's is: both must belong together".formatted(rsa),
                "--cert",
                certificate,
                "--key",
                rsa);
    }

    @Test
    void aCertificateAndItsKeyGoTogether() {
        assertMissing("--key", "--cert", certificate);
        assertMissing("--cert", "--key", key);
    }

    @Test
    void theEnvironmentCanSayNoToTls() throws IOException {
        var nowhere = Map.of("USERCTL_CA", "nowhere.pem", "USERCTL_TLS", "false");
        try (var server = new TestServer()) {
            assertThat(Execution.run(new byte[0], false, nowhere, List.of("-p", "" + server.port(), "health"))
                            .exitCode())
                    .isZero();
        }
        assertRefused(nowhere, "USERCTL_CA: nowhere.pem is not there", "--tls");
        assertRefused(Map.of("USERCTL_TLS", "yes"), "wrong or missing flags\n  USERCTL_TLS  must be true or false");
    }

    @Test
    void helpNeedsNoFile() {
        assertThat(Execution.run(new byte[0], false, Map.of("USERCTL_CA", "nowhere.pem"), List.of("help"))
                        .exitCode())
                .isZero();
    }
}
