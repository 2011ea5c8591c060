package users.shell.connection;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;

/** A call with a header more. */
final class WithHeader<Q, A> extends SimpleForwardingClientCall<Q, A> {

    private final Metadata.Key<String> name;
    private final String value;

    WithHeader(ClientCall<Q, A> call, Metadata.Key<String> name, String value) {
        super(call);
        this.name = name;
        this.value = value;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        headers.put(name, value);
        super.start(listener, headers);
    }
}
