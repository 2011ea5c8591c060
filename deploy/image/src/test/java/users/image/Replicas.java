package users.image;

import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import users.api.grpc.UsersClient;

/** Where replicas are found, as in the DNS of a headless Service; a client spreads its calls over all of them. */
final class Replicas extends NameResolverProvider implements AutoCloseable {

    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final List<NameResolver.Listener2> clients = new CopyOnWriteArrayList<>();

    Replicas(Service... services) {
        for (var service : services) {
            ports.add(service.port());
        }
        NameResolverRegistry.getDefaultRegistry().register(this);
    }

    ManagedChannel channel() {
        return NettyChannelBuilder.forTarget("replicas:///users")
                .usePlaintext()
                .defaultLoadBalancingPolicy("round_robin")
                .defaultServiceConfig(UsersClient.serviceConfig())
                .enableRetry()
                .build();
    }

    void add(Service service) {
        ports.add(service.port());
        clients.forEach(this::tell);
    }

    void remove(int port) {
        ports.removeIf(known -> known == port);
        clients.forEach(this::tell);
    }

    private void tell(NameResolver.Listener2 client) {
        var addresses = ports.stream()
                .map(port -> new EquivalentAddressGroup(new InetSocketAddress("localhost", port)))
                .toList();
        client.onResult(NameResolver.ResolutionResult.newBuilder()
                .setAddressesOrError(StatusOr.fromValue(addresses))
                .build());
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
        return new NameResolver() {
            @Override
            public String getServiceAuthority() {
                return "users";
            }

            @Override
            public void start(Listener2 client) {
                clients.add(client);
                tell(client);
            }

            @Override
            public void shutdown() {
                clients.clear();
            }
        };
    }

    @Override
    public String getDefaultScheme() {
        return "replicas";
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 0;
    }

    @Override
    public void close() {
        NameResolverRegistry.getDefaultRegistry().deregister(this);
    }
}
