package helidon.grpc.wire;

import io.grpc.netty.GrpcSslContexts;
import io.helidon.common.tls.Tls;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of 127.0.0.1 that its maker has signed, and what servers and clients make of it. */
record Certificate(PrivateKey key, X509Certificate certificate) {

    private static final String PASSWORD = "changeit";

    private static Optional<Certificate> made = Optional.empty();

    /** The same one for all that ask. */
    static synchronized Certificate local() throws IOException, GeneralSecurityException, InterruptedException {
        if (made.isEmpty()) {
            made = Optional.of(make());
        }
        return made.get();
    }

    /** A new one; the JDK has but its tool to make one with. */
    private static Certificate make() throws IOException, GeneralSecurityException, InterruptedException {
        var folder = Files.createTempDirectory("wire");
        var store = folder.resolve("store.p12");
        try {
            var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            var command = List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD,
                    "-alias",
                    "wire",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost");
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException("keytool ended with " + exit);
            }
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return new Certificate((PrivateKey) keys.getKey("wire", PASSWORD.toCharArray()), (X509Certificate)
                    keys.getCertificate("wire"));
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    Tls tls() {
        return Tls.builder()
                .privateKey(key)
                .addPrivateKeyCertChain(certificate)
                .addApplicationProtocol("h2")
                .addApplicationProtocol("http/1.1")
                .build();
    }

    SslContext netty() {
        try {
            return GrpcSslContexts.configure(SslContextBuilder.forServer(key, certificate))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a grpc-java client that trusts only this one. */
    SslContext trusted() throws SSLException {
        return GrpcSslContexts.forClient().trustManager(certificate).build();
    }

    /** The same for the JDK's sockets. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("wire", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
