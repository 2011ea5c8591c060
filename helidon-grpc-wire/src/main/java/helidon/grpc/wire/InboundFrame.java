package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.http.http2.Http2FrameType;
import java.nio.ByteBuffer;

/** A frame as it was received (RFC 9113, section 4.1). */
@SuppressWarnings("ArrayRecordComponent") // None is ever compared.
record InboundFrame(Http2FrameType type, int flags, int streamId, byte[] payload) {

    static final int HEADER_BYTES = 9;
    /** What a peer must take by default, and all that this one takes. */
    static final int MAX_BYTES = 16_384;

    static final int ACK = 0x1;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The 31-bit number at this place: window increments and stream ids have a reserved bit before them. */
    int number(int at) {
        return ByteBuffer.wrap(payload).getInt(at) & 0x7fff_ffff;
    }

    /** What DATA and HEADERS carry, without padding and priority. */
    ByteBuffer content() {
        int from = (has(PADDED) ? 1 : 0) + (type == Http2FrameType.HEADERS && has(PRIORITY) ? PRIORITY_BYTES : 0);
        int to = payload.length - (has(PADDED) && payload.length > 0 ? payload[0] & 0xff : 0);
        if (from > to) {
            throw new Http2Exception(Http2ErrorCode.PROTOCOL, type + " is shorter than its padding");
        }
        return ByteBuffer.wrap(payload, from, to - from);
    }
}
