package users.server.caller;

import io.grpc.Metadata;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import users.api.CredentialFault;
import users.api.UserError;
import users.api.UserException;
import users.server.tls.ServerTls;
import users.server.tls.TrustedServers;

/** Knows callers by their credentials. A token counts more than the certificate of a connection, which many may share. */
public final class Callers implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "bearer ";

    private final Optional<Tokens> tokens;
    private final Optional<ServerTls> tls;
    private final CertificateCallers certificateCallers;

    /** @param tls that asks clients for certificates, if it does */
    public Callers(CallerSettings settings, Optional<ServerTls> tls) {
        tokens = settings.tokens().map(token -> new Tokens(token, keys(token.keys())));
        this.tls = tls;
        certificateCallers = new CertificateCallers(settings.certificateRoles());
    }

    /**
     * Who calls.
     *
     * @param certificates the client's and those that came with it; none when it has shown none
     * @throws UserException with {@link UserError.Unauthenticated} or {@link UserError.KeysUnavailable}
     */
    public Caller identify(Metadata headers, Supplier<List<X509Certificate>> certificates) {
        var authorization = Optional.ofNullable(headers.getAll(AUTHORIZATION)).stream()
                .flatMap(all -> StreamSupport.stream(all.spliterator(), false))
                .toList();
        if (!authorization.isEmpty()) {
            return ofToken(authorization);
        }
        var chain = certificates.get();
        var authorities = tls.flatMap(ServerTls::authorities);
        if (chain.isEmpty() || authorities.isEmpty()) {
            throw unauthenticated(CredentialFault.MISSING);
        }
        return certificateCallers.caller(chain, authorities.get());
    }

    /** How old the keys for tokens are; empty when there are none, or they are not fetched. */
    public Optional<Supplier<Duration>> keysAge() {
        return tokens.flatMap(Tokens::keysAge);
    }

    @Override
    public void close() {
        tokens.ifPresent(Tokens::close);
    }

    /** RFC 6750, section 2.1; the scheme is without regard to case (RFC 9110, section 11.1). */
    private Caller ofToken(List<String> authorization) {
        var text = authorization.getFirst();
        if (authorization.size() > 1 || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthenticated(CredentialFault.TOKEN_MALFORMED);
        }
        return tokens.orElseThrow(() -> unauthenticated(CredentialFault.TOKENS_NOT_TAKEN))
                .caller(text.substring(SCHEME.length()).strip());
    }

    private static KeySet keys(KeySource source) {
        return switch (source) {
            case KeySource.File file -> new FileKeys(file);
            case KeySource.Address(var uri, var authorities, var interval) -> {
                var client = HttpClient.newBuilder();
                authorities.ifPresent(file -> client.sslContext(TrustedServers.of(file)));
                yield new AddressKeys(new KeyFetch(uri, interval, client));
            }
        };
    }

    private static UserException unauthenticated(CredentialFault fault) {
        return new UserException(new UserError.Unauthenticated(fault));
    }
}
