package users.api.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reasons that the contract has for errors, for whoever counts them. */
public final class ErrorReasons {

    private ErrorReasons() {}

    /** All there are. */
    public static List<String> all() {
        return Stream.of(Reason.values()).map(Reason::name).toList();
    }

    /** The one that an answer names; empty where it names none, as OK does. */
    public static Optional<String> of(Status status, Metadata trailers) {
        if (status.isOk()) {
            return Optional.empty();
        }
        return StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .findFirst()
                .flatMap(detail -> {
                    try {
                        return Optional.of(detail.unpack(ErrorInfo.class).getReason());
                    } catch (InvalidProtocolBufferException e) {
                        return Optional.empty();
                    }
                });
    }
}
