package users.server.grpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Function;
import users.grpc.health.v1.HealthCheckResponse;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;

/** A stream that is told the status of a service whenever it is another one than it was told last. */
final class HealthWatcher {

    private final String service;
    private final StreamObserver<HealthCheckResponse> stream;
    private Optional<ServingStatus> told = Optional.empty();

    HealthWatcher(String service, StreamObserver<HealthCheckResponse> stream) {
        this.service = service;
        this.stream = stream;
    }

    synchronized void end() {
        stream.onError(Status.UNAVAILABLE.withDescription("the server stops").asRuntimeException());
    }

    /** Tells the status of now; false when the stream is gone. */
    synchronized boolean tell(Function<String, ServingStatus> statuses) {
        var now = Optional.of(statuses.apply(service));
        if (told.equals(now)) {
            return true;
        }
        told = now;
        try {
            stream.onNext(HealthEndpoint.response(now.get()));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
