package users.server;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import users.api.UserError;
import users.api.UserException;
import users.api.grpc.UsersClient;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.server.contract.People;
import users.v1.UsersServiceGrpc;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;

/** A client over a TLS connection of its own. */
public record TlsClient(ManagedChannel channel) implements AutoCloseable {

    /** @param identity the client's certificate, if it has one */
    public static TlsClient connect(int port, TestAuthority servers, Optional<TestIdentity> identity) {
        return new TlsClient(channel(port, servers, identity));
    }

    public static ManagedChannel channel(int port, TestAuthority servers, Optional<TestIdentity> identity) {
        var context = SslContextBuilder.forClient().trustManager(servers.certificate());
        identity.ifPresent(client -> context.keyManager(client.key(), client.chain()));
        try {
            return NettyChannelBuilder.forAddress("127.0.0.1", port)
                    .sslContext(GrpcSslContexts.configure(context).build())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    UsersClient users() {
        return new UsersClient(channel, Duration.ofSeconds(10));
    }

    UsersServiceBlockingStub stub() {
        return UsersServiceGrpc.newBlockingStub(channel);
    }

    /** What a read of nobody fails with: with {@link UserError.NotFound} when it was let in. */
    UserError refusal() {
        try {
            users().get(People.nobody());
            throw new AssertionError("Nobody was found");
        } catch (UserException e) {
            return e.error();
        }
    }

    boolean admitted() {
        return refusal() instanceof UserError.NotFound;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
