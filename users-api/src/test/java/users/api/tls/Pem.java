package users.api.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Files as PEM (RFC 7468). */
final class Pem {

    private Pem() {}

    static Path write(Path file, List<X509Certificate> certificates) {
        return writeAll(file, certificates);
    }

    static Path writeKey(Path file, PrivateKey key) {
        try {
            return writeAll(file, List.of(new JcaPKCS8Generator(key, null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path writeAll(Path file, List<?> objects) {
        try (var pem = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            for (var object : objects) {
                pem.writeObject(object);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
