package users.shell.connection;

import io.grpc.Metadata;
import io.grpc.Status;
import users.api.UserException;

/** Whose words a failure is. */
enum Answerer {
    /** It has details, as all failures of a Users server do; or there was an answer that makes no sense. */
    USERS_SERVER,
    /** It came as gRPC has failures come, without details. */
    GRPC_SERVER,
    /** No server's: the client made it up. */
    NONE;

    private static final Metadata.Key<String> CONTENT_TYPE =
            Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    static Answerer of(UserException exception) {
        var trailers = Status.trailersFromThrowable(exception);
        if (trailers == null) {
            return USERS_SERVER;
        }
        if (trailers.containsKey(DETAILS)) {
            return USERS_SERVER;
        }
        var type = trailers.get(CONTENT_TYPE);
        return type != null && type.startsWith("application/grpc") ? GRPC_SERVER : NONE;
    }
}
