package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import java.nio.ByteBuffer;

/** What the peer has set (RFC 9113, section 6.5), as far as it matters to who only answers, in frames of the least size. */
final class PeerSettings {

    private static final int BYTES = 6;
    private static final int MAX_FRAME_BYTES = (1 << 24) - 1;

    private int initialWindow = Outbound.DEFAULT_WINDOW;

    int initialWindow() {
        return initialWindow;
    }

    /**
     * Takes the settings of a frame.
     *
     * @return by how much the windows of streams are wider now
     */
    int read(byte[] payload) {
        if (payload.length % BYTES != 0) {
            throw new Http2Exception(Http2ErrorCode.FRAME_SIZE, "SETTINGS of " + payload.length + " bytes");
        }
        int before = initialWindow;
        for (var settings = ByteBuffer.wrap(payload); settings.hasRemaining(); ) {
            read(settings.getShort(), settings.getInt());
        }
        return initialWindow - before;
    }

    private void read(int setting, int value) {
        switch (setting) {
            case 0x2 -> require(value == 0 || value == 1, Http2ErrorCode.PROTOCOL, "ENABLE_PUSH is 0 or 1");
            case 0x4 -> {
                require(value >= 0, Http2ErrorCode.FLOW_CONTROL, "INITIAL_WINDOW_SIZE is too large");
                initialWindow = value;
            }
            case 0x5 ->
                require(
                        value >= InboundFrame.MAX_BYTES && value <= MAX_FRAME_BYTES,
                        Http2ErrorCode.PROTOCOL,
                        "MAX_FRAME_SIZE is out of its range");
            default -> {} // Unknown ones must be ignored, and the rest is of no use here.
        }
    }

    private static void require(boolean rule, Http2ErrorCode code, String broken) {
        if (!rule) {
            throw new Http2Exception(code, broken);
        }
    }
}
