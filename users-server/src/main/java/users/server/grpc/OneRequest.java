package users.server.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import java.util.List;
import users.api.UserError;
import users.api.UserException;
import users.api.Violation;

/** The handler of a method that takes one message: any other number is the caller's mistake, and not ours. */
final class OneRequest<Q> extends SimpleForwardingServerCallListener<Q> {

    private int received;

    OneRequest(ServerCall.Listener<Q> handler) {
        super(handler);
    }

    @Override
    public void onMessage(Q message) {
        received++;
        if (received == 1) {
            super.onMessage(message);
        } else {
            refuse();
        }
    }

    @Override
    public void onHalfClose() {
        if (received == 1) {
            super.onHalfClose();
        } else {
            refuse();
        }
    }

    private static void refuse() {
        throw new UserException(
                new UserError.Invalid(List.of(new Violation("request", "must be exactly one message"))));
    }
}
