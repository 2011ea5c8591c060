package helidon.grpc.wire;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.http.http2.Http2FrameType;
import java.util.Arrays;

/** Takes frames from a connection's bytes. */
final class FrameReader {

    /** Is told before this thread waits for its peer. */
    interface Pause {
        /** @param headers whether the peer owes the rest of a block of header fields */
        void beforeWaiting(boolean headers);
    }

    private final DataReader in;
    private final Pause pause;
    private boolean headers;

    FrameReader(DataReader in, Pause pause) {
        this.in = in;
        this.pause = pause;
    }

    void preface(byte[] preface) {
        pauseFor(preface.length, true);
        if (!Arrays.equals(in.readBytes(preface.length), preface)) {
            throw new Http2Exception(Http2ErrorCode.PROTOCOL, "This is no HTTP/2 preface");
        }
    }

    /**
     * The next frame.
     *
     * @throws Http2Exception when it is longer than this side allows, or of a length that its type does not have
     */
    InboundFrame next() {
        pauseFor(InboundFrame.HEADER_BYTES, headers);
        int length = ((in.read() & 0xff) << 16) | number16();
        var type = Http2FrameType.byId(in.read() & 0xff);
        int flags = in.read();
        int streamId = ((number16() & 0x7fff) << 16) | number16();
        if (length > InboundFrame.MAX_BYTES) {
            throw new Http2Exception(Http2ErrorCode.FRAME_SIZE, type + " of " + length + " bytes");
        }
        type.checkLength(length);
        boolean block = type == Http2FrameType.HEADERS || type == Http2FrameType.CONTINUATION;
        if (length > 0) {
            pauseFor(length, block);
        }
        headers = block && (flags & InboundFrame.END_HEADERS) == 0;
        return new InboundFrame(type, flags, streamId, length == 0 ? new byte[0] : in.readBytes(length));
    }

    /** Takes and forgets whatever comes, until nothing does. */
    void discard() {
        while (true) {
            in.ensureAvailable();
            in.skip(in.available());
        }
    }

    private int number16() {
        return ((in.read() & 0xff) << 8) | (in.read() & 0xff);
    }

    private void pauseFor(int bytes, boolean owed) {
        if (in.available() < bytes) {
            pause.beforeWaiting(owed);
        }
    }
}
