package users.server.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc.HealthImplBase;
import users.grpc.health.v1.HealthListRequest;
import users.grpc.health.v1.HealthListResponse;
import users.v1.UsersServiceGrpc;

/**
 * {@code grpc.health.v1.Health} for the service and, under the empty name, for the server as a whole: whether calls can be
 * served. {@code liveness} says only that the process serves, whatever its database does: who restarts servers that do not
 * live asks for that.
 */
public final class HealthEndpoint extends HealthImplBase {

    private static final String LIVENESS = "liveness";
    private static final Set<String> SERVICES = Set.of("", UsersServiceGrpc.SERVICE_NAME, LIVENESS);

    private final Set<HealthWatcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean serving;

    /** Says whether calls are served from now on; nobody asked yet is told that they are not. */
    public void serving(boolean now) {
        serving = now;
        // A client that does not read must hold up neither the others nor the caller.
        watchers.forEach(watcher -> Thread.startVirtualThread(() -> tell(watcher)));
    }

    /** Ends all streams, which would not end by themselves: a server that stops waits for none of them. */
    public void endWatches() {
        watchers.forEach(HealthWatcher::end);
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        var status = status(request.getService());
        if (status == ServingStatus.SERVICE_UNKNOWN) {
            answer.onError(Status.NOT_FOUND.withDescription("no such service").asRuntimeException());
            return;
        }
        answer.onNext(response(status));
        answer.onCompleted();
    }

    @Override
    public void list(HealthListRequest request, StreamObserver<HealthListResponse> answer) {
        answer.onNext(HealthListResponse.newBuilder()
                .putAllStatuses(SERVICES.stream()
                        .collect(Collectors.toMap(service -> service, service -> response(status(service)))))
                .build());
        answer.onCompleted();
    }

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        var watcher = new HealthWatcher(request.getService(), answer);
        if (answer instanceof ServerCallStreamObserver<HealthCheckResponse> call) {
            call.setOnCancelHandler(() -> watchers.remove(watcher));
        }
        watchers.add(watcher);
        tell(watcher);
    }

    /** How many streams are told of changes. */
    int watchers() {
        return watchers.size();
    }

    private void tell(HealthWatcher watcher) {
        if (!watcher.tell(this::status)) {
            watchers.remove(watcher);
        }
    }

    private ServingStatus status(String service) {
        if (!SERVICES.contains(service)) {
            return ServingStatus.SERVICE_UNKNOWN;
        }
        return serving || service.equals(LIVENESS) ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
