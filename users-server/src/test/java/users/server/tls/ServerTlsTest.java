package users.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.server.files.NamedFile;
import users.server.files.UnusableFileException;

/** Files that are no use for TLS: each is named with its setting, what is wrong and how to mend it. */
class ServerTlsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.named("Test");

    private final TestIdentity identity = AUTHORITY.server("localhost");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        identity.writeChain(folder.resolve("tls.crt"));
        identity.writeKey(folder.resolve("tls.key"));
        AUTHORITY.write(folder.resolve("ca.crt"));
    }

    @Test
    void filesThatBelongTogetherAreTaken() {
        assertTaken();
    }

    @Test
    void oneFileMayHaveACertificateAndItsKey() throws IOException {
        var both = Files.readString(folder.resolve("tls.key")) + Files.readString(folder.resolve("tls.crt"));
        Files.writeString(folder.resolve("tls.crt"), both);
        Files.writeString(folder.resolve("tls.key"), both);

        assertTaken();
    }

    @Test
    void aFileThatIsMissingOrHugeIsNamed() throws IOException {
        Files.write(folder.resolve("ca.crt"), new byte[1024 * 1024 + 1]);
        assertRefused("TLS_CLIENT_CA_FILE", "ca.crt", "is longer than a MiB: name the right one");
        Files.delete(folder.resolve("tls.crt"));
        assertRefused("TLS_CERT_FILE", "tls.crt", "cannot be read: check the path and who may read it");
    }

    @Test
    void aFileWithoutACertificateIsNamed() throws IOException {
        assertRefused(
                List.of("", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                "TLS_CERT_FILE",
                "tls.crt",
                "has no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }

    @Test
    void aKeyThatCannotBeReadIsNamedWithHowToConvertIt() throws IOException {
        assertRefused(
                List.of("", "nothing", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"),
                "TLS_KEY_FILE",
                "tls.key",
                "has no RSA or EC key in PEM form, PKCS #8 (-----BEGIN PRIVATE KEY-----): convert it with openssl"
                        + " pkcs8 -topk8 -nocrypt");
        assertRefused(
                List.of("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n"),
                "TLS_KEY_FILE",
                "tls.key",
                "is a key that needs a passphrase: store it without one (openssl pkcs8 -topk8 -nocrypt)");
    }

    @Test
    void aKeyOfAnotherCertificateIsNamed() {
        AUTHORITY.server("localhost").writeKey(folder.resolve("tls.key"));

        assertRefused("TLS_KEY_FILE", "tls.key", "is not the key of the first certificate that TLS_CERT_FILE names");
    }

    private void assertTaken() {
        try (var tls = open()) {
            assertThat(tls.certificate()).isEqualTo(identity.certificate());
            assertThat(tls.authorities()).isPresent();
        }
    }

    private void assertRefused(List<String> contents, String setting, String file, String what) throws IOException {
        for (var content : contents) {
            Files.writeString(folder.resolve(file), content);
            assertRefused(setting, file, what);
        }
    }

    private void assertRefused(String setting, String file, String what) {
        assertThatThrownBy(this::open)
                .isInstanceOf(UnusableFileException.class)
                .hasMessage("%s names %s, which %s".formatted(setting, folder.resolve(file), what));
    }

    private ServerTls open() {
        return new ServerTls(new TlsSettings(
                file("TLS_CERT_FILE", "tls.crt"),
                file("TLS_KEY_FILE", "tls.key"),
                Optional.of(file("TLS_CLIENT_CA_FILE", "ca.crt")),
                ClientCertificates.OPTIONAL,
                Duration.ofMinutes(1)));
    }

    private NamedFile file(String setting, String name) {
        return new NamedFile(setting, folder.resolve(name));
    }
}
