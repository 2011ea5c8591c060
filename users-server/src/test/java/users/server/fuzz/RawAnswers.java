package users.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/** The server's frames: none may say that something went wrong in the server itself. */
final class RawAnswers {

    private static final int INTERNAL_ERROR = 2;
    /** Where a GOAWAY has its code. */
    private static final int CODE = 4;

    /** Of calls that break gRPC's own framing, for which it has this status (statuscodes.md), and of HTTP alone. */
    private static final Pattern BROKEN_CALL = Pattern.compile("gRPC frame header malformed.*"
            + "|Encountered end-of-stream mid-frame"
            + "|A message (is compressed, but grpc-encoding does not say how|cannot be decompressed)"
            + "|grpc-timeout must be .*"
            + "|The header field .* is not base64"
            + "|The (content-type|method) of a gRPC call is .*");

    private RawAnswers() {}

    /** Reads to the end of what comes. */
    static void judge(InputStream answers) throws IOException {
        var in = new DataInputStream(answers);
        var decoder = new DefaultHttp2HeadersDecoder(false);
        try {
            while (true) {
                int lengthAndType = in.readInt();
                in.readUnsignedByte();
                int stream = in.readInt() & Integer.MAX_VALUE;
                if (lengthAndType >>> 8 > 1 << 16) {
                    // No frame of ours: it spoke HTTP/1.1, as it was spoken to.
                    return;
                }
                var payload = new byte[lengthAndType >>> 8];
                in.readFully(payload);
                switch (lengthAndType & 0xff) {
                    case Frames.HEADERS -> headers(decoder, stream, payload);
                    case Frames.RESET ->
                        assertThat(ByteBuffer.wrap(payload).getInt())
                                .as("reset")
                                .isNotEqualTo(INTERNAL_ERROR);
                    case Frames.GOAWAY ->
                        assertThat(ByteBuffer.wrap(payload).getInt(CODE))
                                .as("goaway")
                                .isNotEqualTo(INTERNAL_ERROR);
                    default -> {
                        // It says nothing about how it went.
                    }
                }
            }
        } catch (EOFException end) {
            // Closed.
        }
    }

    private static void headers(DefaultHttp2HeadersDecoder decoder, int stream, byte[] block) {
        try {
            var headers = decoder.decodeHeaders(Math.max(1, stream), Unpooled.wrappedBuffer(block));
            var status = String.valueOf(headers.get("grpc-status"));
            var message = String.valueOf(headers.get("grpc-message"));
            assertThat(status).as(message).isNotEqualTo(code(Status.Code.UNKNOWN));
            if (status.equals(code(Status.Code.INTERNAL))) {
                assertThat(message).matches(BROKEN_CALL);
            }
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String code(Status.Code code) {
        return Integer.toString(code.value());
    }
}
