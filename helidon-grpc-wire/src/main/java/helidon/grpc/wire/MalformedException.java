package helidon.grpc.wire;

import io.grpc.Status;

/** What a peer sent cannot be taken. It ends one call, with a status. */
final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Status status;

    private MalformedException(Status status) {
        super(status.getDescription(), status.getCause(), false, false);
        this.status = status;
    }

    static MalformedException of(Status status) {
        return new MalformedException(status);
    }

    static MalformedException internal(String description) {
        return new MalformedException(Status.INTERNAL.withDescription(description));
    }

    static MalformedException tooLong(int maxBytes, String length) {
        return new MalformedException(Status.RESOURCE_EXHAUSTED.withDescription(
                "gRPC message exceeds maximum size " + maxBytes + ": " + length));
    }

    Status status() {
        return status;
    }
}
