package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.http.http2.Http2FrameType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Takes a block of header fields from the frames that it comes in. */
final class HeaderReader {

    /** How long a block may be, sent. A longer one ends the connection, as the next one could not be read without it. */
    private static final int MAX_BYTES = 256 * 1024;
    /** Nobody cuts a block as small as that who wants to be answered. */
    private static final int SMALL_BYTES = 64;

    private final FrameReader frames;
    private final HeaderDecoder decoder;
    private final Patience patience;

    HeaderReader(FrameReader frames, HeaderDecoder decoder, Patience patience) {
        this.frames = frames;
        this.decoder = decoder;
        this.patience = patience;
    }

    /** The fields of the block that begins with this frame. */
    HeaderDecoder.Fields fields(InboundFrame first) {
        var content = first.content();
        if (first.has(InboundFrame.END_HEADERS)) {
            return decoder.decode(content);
        }
        var block = new ByteArrayOutputStream();
        block.write(content.array(), content.arrayOffset() + content.position(), content.remaining());
        var frame = first;
        while (!frame.has(InboundFrame.END_HEADERS)) {
            frame = frames.next();
            if (frame.type() != Http2FrameType.CONTINUATION || frame.streamId() != first.streamId()) {
                throw new Http2Exception(Http2ErrorCode.PROTOCOL, frame.type() + " inside a block of header fields");
            }
            block.writeBytes(frame.payload());
            if (block.size() > MAX_BYTES) {
                throw new Http2Exception(Http2ErrorCode.ENHANCE_YOUR_CALM, "A block of header fields has no end");
            }
            if (frame.payload().length < SMALL_BYTES) {
                patience.spend(1);
            }
        }
        return decoder.decode(ByteBuffer.wrap(block.toByteArray()));
    }
}
