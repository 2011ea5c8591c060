package users.server.grpc;

import io.grpc.Metadata;
import io.helidon.webserver.grpc.GrpcConnectionContext;
import io.helidon.webserver.grpc.ServerContextKeys;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.server.caller.Caller;
import users.server.caller.Callers;
import users.server.limits.CallLimits;

/**
 * Decides whether a call may be served, and in whose name. It is asked before anything is read of the request, so that whoever
 * may not ask is not told whether somebody exists (AIP-211).
 */
public final class Access {

    private final Optional<Callers> callers;
    private final CallLimits limits;

    /**
     * A call that may be served.
     *
     * @param leave to be run when it is over
     */
    record Admitted(Caller caller, Runnable leave) {}

    /** @param callers empty: whoever can reach the server may call, and is not known */
    public Access(Optional<Callers> callers, CallLimits limits) {
        this.callers = callers;
        this.limits = limits;
    }

    /**
     * Lets a call in.
     *
     * @param method such as {@code users.v1.UsersService/GetUser}
     * @throws users.api.UserException when it must not be served
     */
    Admitted admit(String method, Metadata headers) {
        var role = RequiredRoles.of(method);
        if (role.isEmpty()) {
            return new Admitted(Caller.ANONYMOUS, () -> {});
        }
        var connection = ServerContextKeys.CONNECTION_CONTEXT.get();
        limits.count(connection);
        if (callers.isEmpty()) {
            return new Admitted(
                    Caller.ANONYMOUS, limits.enter(connection.remotePeer().host()));
        }
        var caller = callers.get().identify(headers, () -> certificates(connection));
        caller.require(role.get());
        return new Admitted(caller, limits.enter(caller.name()));
    }

    private static List<X509Certificate> certificates(GrpcConnectionContext connection) {
        return connection.remotePeer().tlsCertificates().stream()
                .<Certificate>flatMap(Stream::of)
                .map(X509Certificate.class::cast)
                .toList();
    }
}
