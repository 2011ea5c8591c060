package users.shell.connection;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import java.net.URI;
import java.util.Objects;

/** Gives gRPC a {@link HostResolver} for the endpoint that a channel was built with. */
final class HostResolverProvider extends NameResolverProvider {

    static final NameResolver.Args.Key<Endpoint> ENDPOINT = NameResolver.Args.Key.create("endpoint");
    /** Every channel's target; the endpoint itself would have to be a URI. */
    static final String TARGET = "userctl:///server";

    static {
        NameResolverRegistry.getDefaultRegistry().register(new HostResolverProvider());
    }

    private HostResolverProvider() {}

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
        return new HostResolver(Objects.requireNonNull(arguments.getArg(ENDPOINT)));
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    @Override
    public String getDefaultScheme() {
        return "userctl";
    }
}
