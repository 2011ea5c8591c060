package helidon.grpc.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2FrameType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Frames on their way to the peer, as the bytes that they are. */
final class FrameBuffer {

    /** More than this is given back once it is empty: most connections are idle most of the time. */
    private static final int KEPT_BYTES = 4096;

    private byte[] bytes = new byte[0];
    private int size;

    int size() {
        return size;
    }

    FrameBuffer append(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return this;
    }

    FrameBuffer append(byte[] source) {
        return append(source, 0, source.length);
    }

    FrameBuffer frame(Http2FrameType type, int flags, int streamId, byte[] payload) {
        return header(payload.length, type, flags, streamId).append(payload);
    }

    FrameBuffer header(int length, Http2FrameType type, int flags, int streamId) {
        room(InboundFrame.HEADER_BYTES);
        bytes[size++] = (byte) (length >> 16);
        bytes[size++] = (byte) (length >> 8);
        bytes[size++] = (byte) length;
        bytes[size++] = (byte) type.type();
        bytes[size++] = (byte) flags;
        return number(streamId);
    }

    /** A block of header fields, over several frames where it must be (RFC 9113, section 6.10). */
    FrameBuffer headers(int streamId, byte[] block, boolean endStream) {
        int sent = Math.min(block.length, InboundFrame.MAX_BYTES);
        int end = endStream ? InboundFrame.END_STREAM : 0;
        header(sent, Http2FrameType.HEADERS, end | last(sent, block), streamId).append(block, 0, sent);
        while (sent < block.length) {
            int next = Math.min(block.length - sent, InboundFrame.MAX_BYTES);
            header(next, Http2FrameType.CONTINUATION, last(sent + next, block), streamId)
                    .append(block, sent, next);
            sent += next;
        }
        return this;
    }

    FrameBuffer reset(int streamId, Http2ErrorCode code) {
        return header(4, Http2FrameType.RST_STREAM, 0, streamId).number(code.code());
    }

    FrameBuffer windowUpdate(int streamId, int bytes) {
        return header(4, Http2FrameType.WINDOW_UPDATE, 0, streamId).number(bytes);
    }

    FrameBuffer ping(int flags, byte[] payload) {
        return frame(Http2FrameType.PING, flags, 0, payload);
    }

    FrameBuffer goAway(int lastStreamId, Http2ErrorCode code, String reason) {
        var text = reason.getBytes(StandardCharsets.UTF_8);
        return header(8 + text.length, Http2FrameType.GO_AWAY, 0, 0)
                .number(lastStreamId)
                .number(code.code())
                .append(text);
    }

    /** What is in it, until it is cleared. */
    BufferData data() {
        return BufferData.create(bytes, 0, size);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[0];
        }
    }

    private static int last(int sent, byte[] block) {
        return sent == block.length ? InboundFrame.END_HEADERS : 0;
    }

    private FrameBuffer number(int value) {
        room(4);
        ByteBuffer.wrap(bytes).putInt(size, value);
        size += 4;
        return this;
    }

    private void room(int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.max(256, bytes.length * 2)));
        }
    }
}
