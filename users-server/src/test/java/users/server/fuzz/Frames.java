package users.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** HTTP/2 by hand (RFC 9113, and RFC 7541 for its header fields), so that all of it can be wrong. */
final class Frames {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    /** {@code :method POST}, {@code :scheme http} of the static table. */
    private static final byte[] START = {(byte) 0x83, (byte) 0x86};

    private static final int SEVEN_BITS = 0x7f;

    private Frames() {}

    static byte[] hello() {
        return Mutation.join(PREFACE, frame(SETTINGS, 0, 0));
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return frame(payload.length, type, flags, stream, payload);
    }

    /** With a length of its own. */
    static byte[] frame(int length, int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** The header fields of a call. */
    static byte[] call(String method, byte[]... more) {
        return Mutation.join(
                START,
                field(":path", "/users.v1.UsersService/" + method),
                field(":authority", "localhost"),
                field("content-type", "application/grpc"),
                field("te", "trailers"),
                Mutation.join(more));
    }

    /** A field whose name and value are spelt out. */
    static byte[] field(String name, String value) {
        return Mutation.join(new byte[] {0}, string(name), string(value));
    }

    /** The same, kept in the table. */
    static byte[] kept(String name, String value) {
        return Mutation.join(new byte[] {0x40}, string(name), string(value));
    }

    private static byte[] string(String text) {
        var bytes = text.getBytes(UTF_8);
        return Mutation.join(length(bytes.length), bytes);
    }

    private static byte[] length(int length) {
        if (length < SEVEN_BITS) {
            return new byte[] {(byte) length};
        }
        var digits = new StringBuilder().append((char) SEVEN_BITS);
        int rest = length - SEVEN_BITS;
        for (; rest > SEVEN_BITS; rest >>>= 7) {
            digits.append((char) ((rest & SEVEN_BITS) | 0x80));
        }
        return digits.append((char) rest).toString().getBytes(ISO_8859_1);
    }

    /** A message in gRPC's frame. */
    static byte[] message(int compressed, byte... bytes) {
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) compressed)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
