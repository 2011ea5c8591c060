package users.shell.connection;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import users.api.UserError;

/** Why no answer came from a server, in one sentence. */
record Unreachable(Access access, Handshakes handshakes) {

    UserError explain(Throwable failure) {
        return new UserError.Unreachable(handshakes.trouble().map(this::trouble).orElseGet(() -> silence(failure)));
    }

    private String trouble(Trouble trouble) {
        return switch (access.transport()) {
            case Transport.Tls tls -> new TlsFailure(access.endpoint(), tls).explain(trouble);
            case Transport.Plaintext() ->
                (trouble instanceof Trouble.TlsWanted
                                ? "the server at %s wants TLS: run userctl with --tls, or with --ca FILE"
                                : "no Users server answers at %s: it ends the connection, as one does that wants TLS"
                                        + " (--tls)")
                        .formatted(access.endpoint());
        };
    }

    private String silence(Throwable failure) {
        var endpoint = access.endpoint();
        var causes = Causes.of(failure);
        if (causes.have(UnknownHostException.class)) {
            return "no server: the host " + endpoint.host() + " is not known";
        }
        if (causes.have(NoRouteToHostException.class)) {
            return "no server: there is no way to " + endpoint;
        }
        if (causes.have(ConnectException.class)) {
            return "no server listens at " + endpoint;
        }
        // What speaks no gRPC comes as one of several codes, by which of the two was quicker.
        return Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED
                ? "no server answers at " + endpoint + " in time"
                : "no Users server answers at " + endpoint;
    }
}
