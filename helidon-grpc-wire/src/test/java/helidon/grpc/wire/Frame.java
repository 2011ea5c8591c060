package helidon.grpc.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A frame of HTTP/2, well formed or not: RFC 9113, section 4.1. */
@SuppressWarnings("ArrayRecordComponent") // None is ever compared.
record Frame(int type, int flags, int stream, byte[] payload) {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int PRIORITIZED = 0x20;

    private static final int HEAD = 9;

    static Frame of(int type, int flags, int stream, byte... payload) {
        return new Frame(type, flags, stream, payload);
    }

    /** The next one, as a peer that keeps to the protocol sends it. */
    static Frame read(DataInputStream in) throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        return new Frame(lengthAndType & 0xff, flags, stream, in.readNBytes(lengthAndType >>> 8));
    }

    boolean is(int wanted) {
        return type == wanted;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** A number of four bytes in the payload. */
    int number(int offset) {
        return ByteBuffer.wrap(payload).getInt(offset);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(HEAD + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    @Override
    public String toString() {
        return "type %d, flags %x, stream %d, %d bytes".formatted(type, flags, stream, payload.length);
    }
}
