package users.shell;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;

/** Servers that want TLS. */
public final class TestTls {

    private TestTls() {}

    /** One with a certificate. */
    public static TestServer server(TestIdentity identity) throws IOException {
        return TestServer.over(context(identity).build());
    }

    /** One that also wants certificates of an authority from its clients. */
    public static TestServer server(TestIdentity identity, TestAuthority ofClients, String version) throws IOException {
        return TestServer.over(context(identity)
                .trustManager(ofClients.certificate())
                .clientAuth(ClientAuth.REQUIRE)
                .protocols(List.of(version))
                .build());
    }

    private static SslContextBuilder context(TestIdentity identity) {
        var builder =
                SslContextBuilder.forServer(identity.key(), identity.chain().toArray(X509Certificate[]::new));
        return GrpcSslContexts.configure(builder, SslProvider.JDK);
    }
}
