package users.shell.connection;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/** TLS as Java has it, of the files that were named. */
record TlsSetup(Transport.Tls tls) {

    /** @throws AccessException when a file is of no use */
    SslContext context() {
        var context = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
        tls.authorities()
                .map(file -> new PemFile(file).certificates().toArray(X509Certificate[]::new))
                .ifPresent(context::trustManager);
        tls.identity().ifPresent(identity -> add(identity, context));
        try {
            return context.build();
        } catch (SSLException e) {
            throw new AccessException("TLS cannot be had: " + e.getMessage());
        }
    }

    private static void add(Transport.ClientIdentity identity, SslContextBuilder context) {
        var chain = new PemFile(identity.certificate()).certificates();
        var key = new PemFile(identity.key()).key(chain.getFirst());
        if (!belongTogether(key, chain.getFirst().getPublicKey())) {
            throw identity.key()
                    .unusable("is another key than that of the certificate %s: both must belong together"
                            .formatted(identity.certificate().path()));
        }
        context.keyManager(new OneIdentity(chain, key));
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        var algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case String other -> other;
        };
        var text = "whose key is it?".getBytes(StandardCharsets.US_ASCII);
        try {
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            var checking = Signature.getInstance(algorithm);
            checking.initVerify(publicKey);
            checking.update(text);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
