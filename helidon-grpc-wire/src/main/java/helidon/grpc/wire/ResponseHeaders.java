package helidon.grpc.wire;

import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;

/** The blocks of header fields that answer a call. */
final class ResponseHeaders {

    private static final String ACCEPTED =
            String.join(",", DecompressorRegistry.getDefaultInstance().getAdvertisedMessageEncodings());
    private static final byte[] HEADERS = begin().bytes();
    private static final byte[] OK = end(new HeaderBlock(), Status.OK, new Metadata());
    private static final String HEX = "0123456789ABCDEF";

    private ResponseHeaders() {}

    static byte[] headers(Metadata metadata, String encoding) {
        if (encoding.equals("identity") && metadata.keys().isEmpty()) {
            return HEADERS;
        }
        var block = encoding.equals("identity") ? begin() : begin().add("grpc-encoding", encoding);
        return block.add(metadata).bytes();
    }

    static byte[] trailers(Status status, Metadata metadata) {
        boolean usual = status.isOk()
                && status.getDescription() == null
                && metadata.keys().isEmpty();
        return usual ? OK : end(new HeaderBlock(), status, metadata);
    }

    /** Headers and trailers in one, for a call without messages. */
    static byte[] trailersOnly(Status status, Metadata metadata) {
        return end(begin(), status, metadata);
    }

    /** For whoever does not speak gRPC. */
    static byte[] plain(String status) {
        return text(status).bytes();
    }

    /** For whoever may speak it, and badly. */
    static byte[] http(String status, String message) {
        var block = text(status).add("allow", "POST");
        return end(block, Status.INTERNAL.withDescription(message), new Metadata());
    }

    private static HeaderBlock text(String status) {
        return new HeaderBlock().add(":status", status).add("content-type", "text/plain");
    }

    private static HeaderBlock begin() {
        return new HeaderBlock()
                .add(":status", "200")
                .add("content-type", "application/grpc")
                .add("grpc-accept-encoding", ACCEPTED);
    }

    private static byte[] end(HeaderBlock block, Status status, Metadata metadata) {
        block.add("grpc-status", Integer.toString(status.getCode().value()));
        var message = status.getDescription();
        if (message != null) {
            block.add("grpc-message", percentEncoded(message));
        }
        return block.add(metadata).bytes();
    }

    /** As gRPC over HTTP/2 has it: everything but printable ASCII, and the percent sign. */
    private static String percentEncoded(String message) {
        var encoded = new StringBuilder(message.length());
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
        return encoded.toString();
    }
}
