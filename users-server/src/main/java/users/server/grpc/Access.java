package users.server.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.helidon.webserver.grpc.GrpcConnectionContext;
import io.helidon.webserver.grpc.ServerContextKeys;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.api.Role;
import users.server.caller.Caller;
import users.server.caller.Callers;
import users.server.limits.CallLimits;

/**
 * Decides whether a call may be served, and in whose name. It is asked before anything is read of the request, so that
 * whoever may not ask is not told whether somebody exists (AIP-211).
 */
public final class Access {

    private final Optional<Callers> callers;
    private final CallLimits limits;

    /** @param callers empty: whoever can reach the server may call, and is not known */
    public Access(Optional<Callers> callers, CallLimits limits) {
        this.callers = callers;
        this.limits = limits;
    }

    /**
     * Who calls.
     *
     * @throws users.api.UserException when that cannot be told, or the call is one too many of its connection
     */
    Caller identify(Metadata headers) {
        var connection = ServerContextKeys.CONNECTION_CONTEXT.get();
        limits.count(connection);
        return callers.map(known -> known.identify(headers, () -> certificates(connection)))
                .orElse(Caller.ANONYMOUS);
    }

    /**
     * Lets a call in.
     *
     * @param transport of its connection, which tells whose a call is where callers are not known
     * @return to be run when the call is over
     * @throws users.api.UserException when the caller has not the role, or the call is one too many
     */
    Runnable enter(Caller caller, Role needed, Attributes transport) {
        if (callers.isEmpty()) {
            return limits.enter(
                    transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress address
                            ? address.getHostString()
                            : caller.name());
        }
        caller.require(needed);
        return limits.enter(caller.name());
    }

    private static List<X509Certificate> certificates(GrpcConnectionContext connection) {
        return connection.remotePeer().tlsCertificates().stream()
                .<Certificate>flatMap(Stream::of)
                .map(X509Certificate.class::cast)
                .toList();
    }
}
