package users.server.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;

/** How a call ended. */
record Outcome(Status status, Metadata trailers, List<byte[]> answers) {

    /** What a header field costs beside its text: RFC 9113, section 6.5.2. */
    private static final int FIELD = 32;

    /** About what the trailers are on the wire, where bytes are Base64 and grpc-message is percent-encoded. */
    int trailerBytes() {
        int bytes = URLEncoder.encode(
                        Optional.ofNullable(status.getDescription()).orElse("").replace(' ', '_'), UTF_8)
                .length();
        for (var part : InternalMetadata.serialize(trailers)) {
            bytes += FIELD / 2 + part.length * 4 / 3;
        }
        return bytes;
    }
}
