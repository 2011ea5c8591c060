package users.shell.connection;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds every address of a host, to be tried one after another. gRPC's own resolver reads the host as part of a URI,
 * which a name with an underscore is not.
 */
final class HostResolver extends NameResolver {

    private final Endpoint endpoint;
    private Optional<Listener2> listener = Optional.empty();

    HostResolver(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String getServiceAuthority() {
        return endpoint.toString();
    }

    @Override
    public void start(Listener2 listener) {
        this.listener = Optional.of(listener);
        refresh();
    }

    @Override
    public void refresh() {
        // A look-up can take long, and gRPC waits for nobody.
        listener.ifPresent(waiting -> Thread.startVirtualThread(() -> resolve(waiting)));
    }

    @Override
    public void shutdown() {}

    private void resolve(Listener2 waiting) {
        try {
            var addresses = addresses(endpoint)
                    .map(address -> new EquivalentAddressGroup(new InetSocketAddress(address, endpoint.port())))
                    .toList();
            waiting.onResult(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(addresses))
                    .build());
        } catch (UnknownHostException e) {
            waiting.onError(Status.UNAVAILABLE.withDescription("unknown host").withCause(e));
        }
    }

    private static Stream<InetAddress> addresses(Endpoint endpoint) throws UnknownHostException {
        return endpoint.isLocalhost()
                ? Stream.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"))
                : Arrays.stream(InetAddress.getAllByName(endpoint.host()));
    }
}
