package users.shell.connection;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** Why a server cannot be reached, in one sentence. */
final class Unreachable {

    private Unreachable() {}

    static String explain(Endpoint endpoint, Throwable failure) {
        var causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
        if (causes.stream().anyMatch(UnknownHostException.class::isInstance)) {
            return "no server: the host " + endpoint.host() + " is not known";
        }
        if (causes.stream().anyMatch(NoRouteToHostException.class::isInstance)) {
            return "no server: there is no way to " + endpoint;
        }
        if (causes.stream().anyMatch(ConnectException.class::isInstance)) {
            return "no server listens at " + endpoint;
        }
        // What speaks no gRPC comes as one of several codes, by which of the two was quicker.
        return Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED
                ? "no server answers at " + endpoint + " in time"
                : "no Users server answers at " + endpoint;
    }
}
