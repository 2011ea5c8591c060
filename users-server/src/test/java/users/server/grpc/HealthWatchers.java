package users.server.grpc;

/** Lets tests beside this package see who is told of changes. */
public final class HealthWatchers {

    private HealthWatchers() {}

    public static int count(HealthEndpoint endpoint) {
        return endpoint.watchers();
    }
}
